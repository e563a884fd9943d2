from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from network.membership.actions import leave
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.actions.booking import accept, apply, cancel
from sessions.bookings.actions.seats import lapse_invitations
from sessions.bookings.enums import BookingState, Role
from sessions.models import Booking, Meeting
from tests.databases import Copy
from tests.factories import SupporterFactory, UserFactory
from tests.racers import racers
from tests.sessions.made import BookingFactory
from tests.sessions.racing import at_once, open_meeting, sign_up_together

pytestmark = pytest.mark.race

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
PEOPLE, SEATS = 20, 5


def tried(act: Callable[[], object]) -> Callable[[], bool]:
    def run() -> bool:
        try:
            act()
        except RefusedError:
            return False
        return True

    return run


def states(meeting: Meeting) -> list[str]:
    return sorted(meeting.bookings.values_list("state", flat=True))


def invited(meeting: Meeting) -> Booking:
    booking: Booking = BookingFactory(
        meeting=meeting, state=BookingState.INVITED, invited_until=timezone.now() + timedelta(hours=1)
    )
    return booking


def test_sign_ups_leave_as_many_confirmed_as_there_are_seats(race_database: Copy) -> None:
    people = racers(PEOPLE)
    for _round in range(ROUNDS):
        outcome = sign_up_together(people, SEATS)

        assert outcome.answers == [302] * PEOPLE
        assert (outcome.confirmed, outcome.in_order) == (SEATS, PEOPLE - SEATS)
        assert outcome.most_seated <= SEATS
        assert outcome.mails == [1] * PEOPLE


def test_same_person_from_many_tabs_has_one_booking(race_database: Copy) -> None:
    meeting, supporter = open_meeting(SEATS), SupporterFactory(experienced=True)
    now = timezone.now()

    done = at_once([tried(lambda: apply(supporter, meeting, Role.HELPER, now=now)) for _number in range(10)])

    assert sorted(done) == [False] * 9 + [True]
    assert states(meeting) == ["confirmed"]
    assert OutboxMail.objects.filter(recipient=supporter.user).count() == 1


def test_two_invitations_accepted_at_once_are_both_kept(race_database: Copy) -> None:
    meeting, now = open_meeting(2), timezone.now()
    bookings = [invited(meeting), invited(meeting)]

    at_once([lambda one=one: accept(one, now=now) for one in bookings for _press in range(3)])  # type: ignore[misc]

    assert states(meeting) == ["confirmed"] * 2
    assert set(meeting.bookings.values_list("seat", flat=True)) == {1, 2}


def test_accepting_against_the_clock_seats_one_person(race_database: Copy) -> None:
    """An invitation on its last instant: it is either accepted or passed on, never both."""
    meeting = open_meeting(1)
    booking = invited(meeting)
    BookingFactory(meeting=meeting, state=BookingState.WAITLISTED, seat=None)
    end = booking.invited_until
    assert end is not None

    at_once([tried(lambda: accept(booking, now=end - timedelta(seconds=1))), tried(lambda: lapse_invitations(end))])

    assert states(meeting) in (["confirmed", "waitlisted"], ["lapsed", "offered"])


def test_cancelling_against_applying_loses_no_seat(race_database: Copy) -> None:
    meeting, now = open_meeting(1), timezone.now()
    seated: Booking = BookingFactory(meeting=meeting)
    people = [SupporterFactory(experienced=True, user=UserFactory(password="!")) for _number in range(8)]

    at_once(
        [
            tried(lambda: cancel(seated, by_id=None, now=now)),
            *(tried(lambda one=one: apply(one, meeting, Role.HELPER, now=now)) for one in people),  # type: ignore[misc]
        ]
    )

    held = meeting.bookings.seated()
    assert held.count() == 1
    assert held[0].state in (BookingState.INVITED, BookingState.CONFIRMED)
    assert meeting.bookings.waiting().count() == 7


def test_leaving_against_applying_leaves_no_booking(race_database: Copy) -> None:
    meeting, now = open_meeting(3), timezone.now()
    people = [SupporterFactory(experienced=True, user=UserFactory(password="!")) for _number in range(6)]

    at_once(
        [
            act
            for one in people
            for act in (
                tried(lambda one=one: apply(one, meeting, Role.HELPER, now=now)),  # type: ignore[misc]
                tried(lambda one=one: leave(one, by_id=None, now=now)),  # type: ignore[misc]
            )
        ]
    )

    assert meeting.bookings.live().count() == 0
