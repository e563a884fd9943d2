from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from network.demo.load import load_people
from portal.dates import TOKYO
from sessions.demo.referrals import load
from sessions.models import Offer, Referral
from sessions.referrals.enums import OfferState, ReferralState

NOW = datetime(2026, 11, 23, 12, tzinfo=TOKYO)


@pytest.mark.django_db
def test_demo_has_a_referral_in_each_state_and_loads_once(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    load_people(lambda line: None, NOW)
    for _twice in range(2):
        load(NOW)

    states = Referral.objects.order_by("-raised_at").values_list("state", "raised_by__user__email")
    assert list(states) == [
        (ReferralState.SEARCHING, None),
        (ReferralState.RAISED, "supporter@example.org"),
        (ReferralState.MATCHED, "facilitator@example.org"),
        (ReferralState.CLOSED, "facilitator@example.org"),
    ]
    asked = Offer.objects.order_by("pk").values_list("supporter__user__email", "state", "referral__state")
    assert list(asked) == [
        ("supporter@example.org", OfferState.OPEN, ReferralState.SEARCHING),
        ("companion@example.org", OfferState.OPEN, ReferralState.SEARCHING),
        ("companion@example.org", OfferState.WON, ReferralState.MATCHED),
    ]
