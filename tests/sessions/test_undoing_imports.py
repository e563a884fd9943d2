"""Undoing an import takes away no experience on which a seat or an offer rests since (S2, C2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.importing.enums import Undone
from network.models import Supporter
from sessions.bookings.enums import BookingState
from sessions.referrals.enums import OfferState
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import Office, undone
from tests.network.spreadsheets import member
from tests.sessions.made import BookingFactory, MeetingFactory, OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Office:
    client.force_login(UserFactory(groups=["Desk"]))
    return Office(client, django_capture_on_commit_callbacks)


def seat(lan: Supporter) -> None:
    BookingFactory(supporter=lan, changed_at=timezone.now())


def application(lan: Supporter) -> None:
    BookingFactory(supporter=lan, changed_at=timezone.now(), state=BookingState.APPLIED, seat=None)


def offer(lan: Supporter) -> None:
    OfferFactory(supporter=lan, offered_at=timezone.now())


def answer_to_an_older_offer(lan: Supporter) -> None:
    OfferFactory(supporter=lan, won=True, answered_at=timezone.now())


def earlier_seat(lan: Supporter) -> None:
    BookingFactory(supporter=lan, changed_at=timezone.now() - timedelta(days=1))


def cancelled_seat(lan: Supporter) -> None:
    BookingFactory(supporter=lan, changed_at=timezone.now(), state=BookingState.CANCELLED, seat=None)


def place_in_a_workshop(lan: Supporter) -> None:
    BookingFactory(supporter=lan, changed_at=timezone.now(), meeting=MeetingFactory(workshop=True))


def declined_offer(lan: Supporter) -> None:
    OfferFactory(supporter=lan, offered_at=timezone.now(), state=OfferState.DECLINED)


@pytest.mark.parametrize(
    ("touch", "rests"),
    [
        *((touch, True) for touch in (seat, application, offer, answer_to_an_older_offer)),
        *((touch, False) for touch in (earlier_seat, cancelled_seat, place_in_a_workshop, declined_offer)),
    ],
)
def test_experience_stays_where_something_rests_on_it(
    office: Office, touch: Callable[[Supporter], None], rests: bool
) -> None:
    lan = SupporterFactory(network_id="BN-1", name="Lan", has_declared_experience=True)
    done = office.imported(member("BN-1", "Lan", confirmed="2024-05-01"))
    touch(lan)

    outcome = (Undone.STAYS, [["experience_confirmed_on", "relied_on"]]) if rests else (Undone.RESTORED, [])
    assert undone(office.undo(done)) == [(2, *outcome)]
    lan.refresh_from_db()
    assert lan.experience_confirmed_on == (date(2024, 5, 1) if rests else None)
