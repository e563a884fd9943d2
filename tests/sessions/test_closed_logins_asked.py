"""Nobody whose login is closed is invited or let in: nothing reaches them, and the clock takes the seat back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from network.models import Supporter, User
from sessions.models import Booking, Membership
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.learning_together import a_member
from tests.sessions.made import BookingFactory, CohortFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

SAID = "The login of this person is closed"


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Coordinators"]))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def closed() -> Supporter:
    supporter: Supporter = SupporterFactory(experienced=True, wants_foreign_origin_training=True)
    User.objects.filter(pk=supporter.user_id).update(is_active=False)
    return supporter


def sent(client: Client, address: str, **typed: Any) -> str:
    return client.post(address, {"idempotency_key": str(uuid4()), **typed}, follow=True).content.decode()


def test_to_a_session(coordinator: Client, closed: Supporter) -> None:
    page = f"/admin/meetings/{MeetingFactory().pk}/participants/"

    assert SAID in sent(coordinator, f"{page}invite/", network_id=str(closed), role="expert")
    assert Booking.objects.count() == 0


def test_who_applied_before_is_not_confirmed(coordinator: Client, closed: Supporter) -> None:
    booking = BookingFactory(supporter=closed, state="applied", seat=None)
    page = f"/admin/meetings/{booking.meeting_id}/participants/"

    assert SAID in sent(coordinator, f"{page}{booking.pk}/confirm/")
    booking.refresh_from_db()
    assert booking.state == "applied"


def test_to_a_cohort(coordinator: Client, closed: Supporter) -> None:
    page = f"/admin/cohorts/{CohortFactory().pk}/invite/"

    assert SAID in sent(coordinator, page, network_ids=str(closed))
    assert Membership.objects.count() == 0


def test_who_applied_for_a_cohort_is_not_let_in(coordinator: Client, closed: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=closed, applied=True)

    assert SAID in sent(coordinator, f"/admin/cohorts/members/{membership.pk}/accept/")
    membership.refresh_from_db()
    assert membership.state == "applied"


def test_to_lead_a_session(coordinator: Client, closed: Supporter) -> None:
    meeting = MeetingFactory()

    assert "login is closed" in sent(coordinator, f"/admin/meetings/{meeting.pk}/change/", facilitators=str(closed))
    assert meeting.facilitators.count() == 0


def test_to_lead_a_cohort(coordinator: Client, closed: Supporter) -> None:
    cohort = CohortFactory()

    assert "login is closed" in sent(coordinator, f"/admin/cohorts/{cohort.pk}/change/", facilitators=str(closed))
    assert cohort.facilitators.count() == 0
