"""One of everything that addresses speak of: the OWNER's, where it is somebody's, and led by the FACILITATOR."""

from __future__ import annotations

from urllib.parse import urlencode

from django.apps import apps

from portal.drafts import OWNER_FIELD, sign_owner
from tests.factories import SupporterFactory, UserFactory

from . import admin, meeting, network, pages, teaching

OWNER = "owner@example.org"
FACILITATOR = "facilitator@example.org"
# What a page sends while its owner types.
KEEPING = (
    "surveys:keep",
    "consultations:keep_case",
    "consultations:keep_refer",
    "consultations:keep_refer_case",
    "claims:keep",
    "claims:keep_correction",
)


def things() -> dict[str, str]:
    """Parts of addresses by name, as tests.walking looks them up; `name?` follows an address, `name!` is posted."""
    owner = SupporterFactory(experienced=True, user=UserFactory(email=OWNER))
    facilitator = SupporterFactory(experienced=True, user=UserFactory(email=FACILITATOR))
    made = {
        **dict.fromkeys((f"{name}!" for name in KEEPING), urlencode({OWNER_FIELD: sign_owner(owner.user_id)})),
        **admin.things(),
        **pages.things(),
        **teaching.things(owner),
        **network.things(owner),
        **meeting.things(owner, facilitator),
    }
    if not apps.is_installed("claims"):
        return made
    from . import claiming

    return {**made, **claiming.things(owner)}
