from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from portal.personal_data import Entry, Section

from .models import Claim

STAYS = _("Claims and payments are kept for ten years, under the network ID alone.")


def sections(supporter: Supporter) -> list[Section]:
    """Without the codes of the people accompanied: those are theirs (D2)."""
    own = Claim.objects.with_visit().filter(supporter=supporter).newest_first()
    return [Section("claims", _("Claims"), [_claim(claim) for claim in own], stays=STAYS)]


def _claim(claim: Claim) -> list[Entry]:
    return [
        Entry("reference", _("Reference number"), str(claim)),
        Entry("day", _("Date of the visit"), claim.visit.day),
        Entry("starts_at", _("Start"), claim.starts_at),
        Entry("ends_at", _("End"), claim.ends_at),
        Entry("state", _("State"), claim.get_state_display()),
        Entry("amount", _("Amount"), claim.amount),
        Entry("filed_at", _("Arrived"), claim.filed_at),
    ]


def payment_is_owed(supporter: Supporter) -> bool:
    """As long as a claim stands, its account is needed."""
    return Claim.objects.live().filter(supporter=supporter).exists()
