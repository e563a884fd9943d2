"""One of everything that addresses speak of: the OWNER's, where it is somebody's, and led by the FACILITATOR."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps

from network.models import Supporter
from portal.drafts import OWNER_FIELD, draft_of
from tests.factories import SupporterFactory, UserFactory

from . import admin, meeting, network, pages, teaching

OWNER = "owner@example.org"
FACILITATOR = "facilitator@example.org"


def things() -> dict[str, str]:
    """Parts of addresses by name, as tests.walking looks them up; `name?` follows an address, `name!` is posted."""
    owner = SupporterFactory(experienced=True, user=UserFactory(email=OWNER))
    facilitator = SupporterFactory(experienced=True, user=UserFactory(email=FACILITATOR))
    made = {
        **admin.things(),
        **pages.things(),
        **teaching.things(owner),
        **network.things(owner),
        **meeting.things(owner, facilitator),
    }
    if apps.is_installed("claims"):
        from . import claiming

        made |= claiming.things(owner)
    return {**made, **_keeping(made, owner, facilitator)}


def _keeping(made: dict[str, str], owner: Supporter, facilitator: Supporter) -> dict[str, str]:
    """What a page sends while its owner types."""
    pages = {
        "surveys:keep": (owner, f"survey {UUID(made['surveys:key']).hex}"),
        "consultations:keep_case": (owner, f"case {UUID(made['consultations:key']).hex}"),
        "consultations:keep_refer": (owner, "referral"),
        "consultations:keep_refer_case": (
            facilitator,
            f"referral of case {made['consultations:keep_refer_case:pk']}",
        ),
        "claims:keep": (owner, "claim"),
        "claims:keep_correction": (owner, f"claim {made.get('claims:reference')}"),
    }
    return {
        f"{name}!": urlencode({OWNER_FIELD: draft_of(typing.user_id or 0, form).page.signed()})
        for name, (typing, form) in pages.items()
    }
