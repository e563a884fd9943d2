"""Whose login the office closes keeps no seat and is written to no more. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.models import Supporter, User
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.tick import jobs
from sessions.bookings.actions.reminding import REMINDER_MAIL, remind
from sessions.groups.rules import Reason
from sessions.leaving import free_what_closed_logins_hold
from sessions.models import Booking, Meeting, Membership, Offer, Referral
from sessions.progress.facts import nudge_facts, progress_of
from sessions.progress.rules.progress import judge_nudging
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import DURING_SIGN_UP as NOW
from tests.sessions.made import (
    STARTS,
    BookingFactory,
    MeetingFactory,
    MembershipFactory,
    OfferFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def close_login(supporter: Supporter) -> None:
    """As Wagtail's list of users does it for many at once: without saving any of them."""
    User.objects.filter(pk=supporter.user_id).update(is_active=False)


def state_of(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_clock_looks_for_closed_logins_every_minute() -> None:
    every = {job.name: job.every for job in jobs()}

    assert every["consultations.free_what_closed_logins_hold"] == timedelta(minutes=1)


def test_closed_login_is_not_reminded() -> None:
    closed, open_one = BookingFactory(), BookingFactory()
    close_login(closed.supporter)

    remind(STARTS - DAY)

    reminded = OutboxMail.objects.filter(kind=REMINDER_MAIL).values_list("recipient", flat=True)
    assert list(reminded) == [open_one.supporter.user_id]


def test_seat_of_a_closed_login_goes_to_who_waits() -> None:
    meeting = MeetingFactory(helper_seats=1)
    closed = BookingFactory(meeting=meeting)
    waiting = BookingFactory(meeting=meeting, waitlisted=True)
    close_login(closed.supporter)

    free_what_closed_logins_hold(NOW)
    free_what_closed_logins_hold(NOW + timedelta(minutes=1))

    assert (state_of(closed), state_of(waiting)) == ("cancelled", "offered")
    told = AuditEntry.objects.filter(object_ref=str(closed)).values_list("actor_id", "changes__state")
    assert list(told) == [(None, "cancelled")]


@pytest.mark.parametrize("made", [{"waitlisted": True}, {"invited": True}, {"state": "applied", "seat": None}])
def test_closed_login_has_no_place_in_line_either(made: dict[str, object]) -> None:
    booking = BookingFactory(**made)
    close_login(booking.supporter)

    free_what_closed_logins_hold(NOW)

    assert state_of(booking) == "cancelled"


def test_what_is_over_and_members_without_a_login_stay() -> None:
    attended, past = BookingFactory(state="attended"), BookingFactory()
    listed = BookingFactory(supporter=SupporterFactory(user=None, experienced=True))
    for booking in (attended, past):
        close_login(booking.supporter)
    Meeting.objects.filter(pk=past.meeting_id).update(starts_at=NOW - 2 * DAY, ends_at=NOW - DAY)

    free_what_closed_logins_hold(NOW)

    assert [state_of(one) for one in (attended, past, listed)] == ["attended", "confirmed", "confirmed"]


@pytest.mark.parametrize("made", [{}, {"won": True}])
def test_case_waits_for_no_closed_login(made: dict[str, bool]) -> None:
    offer = OfferFactory(**made)
    close_login(offer.supporter)

    free_what_closed_logins_hold(NOW)

    assert Offer.objects.get().state == "withdrawn"
    assert Referral.objects.get().state == "searching"


def test_looking_costs_one_query_while_nobody_holds_anything() -> None:
    for booking in BookingFactory.create_batch(3, state="cancelled", seat=None):
        close_login(booking.supporter)
    BookingFactory()
    OfferFactory(referral=ReferralFactory())

    with counted() as queries:
        free_what_closed_logins_hold(NOW)

    assert len(queries) == 1


def test_closed_login_is_not_nudged() -> None:
    close_login(MembershipFactory().supporter)
    membership = Membership.objects.get()

    decision = judge_nudging(nudge_facts(membership, progress_of([membership], now=NOW)[membership.pk]), NOW)

    assert Reason.NO_LOGIN in decision.reasons
