from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from sessions.jobs import due_jobs
from sessions.referrals.desk.lists import ReferralsPanel
from sessions.referrals.enums import ReferralState
from tests.factories import UserFactory
from tests.sessions.made import DURING_SIGN_UP, ReferralFactory

pytestmark = pytest.mark.usefixtures("at_noon")


def home_page(client: Client, group: str) -> str:
    client.force_login(UserFactory(groups=[group]))
    client.cookies["django_language"] = "en"
    return client.get("/admin/").text


def test_panel_shows_the_coordinator_what_waits_with_its_age(client: Client, db: None) -> None:
    waiting = ReferralFactory(need="the secret need", raised_at=DURING_SIGN_UP - timedelta(days=4))
    ReferralFactory(state=ReferralState.MATCHED)
    page = home_page(client, "Coordinators")
    panel = ReferralsPanel().get_context_data()

    assert (panel["count"], [referral for referral, _age in panel["first"]]) == (1, [waiting])
    said = ["Referrals waiting for supporters", "4 days", "the secret need"]
    assert [words in page for words in said] == [True, True, False]


def test_panel_is_the_coordinators_alone(client: Client, db: None) -> None:
    assert "Referrals waiting for supporters" not in home_page(client, "Auditors")


def test_texts_are_forgotten_by_the_clock() -> None:
    assert {job.name: job.every for job in due_jobs()}["consultations.forget_referral_texts"] == timedelta(days=1)
