"""Other rooms follow what is claimed for: a referral knows the visit of each who was found for it."""

from __future__ import annotations

from datetime import datetime

from wagtail import hooks

from network.people.facts import FiledVisit

from ..models import Claim


def tell_of_filing(claim: Claim, now: datetime) -> None:
    visit = claim.visit
    filed = FiledVisit(visit.pk, visit.consultee_code_id, visit.day)
    for hook in hooks.get_hooks("claims_visit_filed"):
        hook(claim.supporter, filed, now)


def tell_of_leaving(claim: Claim, visit_id: int, now: datetime) -> None:
    """The claim is withdrawn, or stands for another visit from now on."""
    for hook in hooks.get_hooks("claims_visit_left"):
        hook(claim.supporter, visit_id, now)
