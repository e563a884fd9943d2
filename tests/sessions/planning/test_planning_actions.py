"""What planning does to bookings, numbers and the record. It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from network.people.enums import SpokenLanguage
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.enums import BookingState, Role
from sessions.meetings.enums import MeetingKind, Mode
from sessions.models import Booking, Meeting
from sessions.planning.actions.announcing import announce
from sessions.planning.actions.planning import cancel_meeting, change, move, plan
from sessions.planning.actions.seating import change_seats
from sessions.planning.rules import Reason, Times
from tests.meanwhile import meanwhile
from tests.sessions.announcing import make_index_pages
from tests.sessions.made import (
    DURING_SIGN_UP,
    ENDS,
    SIGN_UP_CLOSES,
    SIGN_UP_OPENS,
    STARTS,
    BookingFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

NOW = DURING_SIGN_UP
TABLE = Meeting._meta.db_table
TO_APRIL = datetime(2027, 4, 3, 14, tzinfo=TOKYO)


def new(number: int, **changed: Any) -> Meeting:
    usual: dict[str, Any] = {
        "kind": MeetingKind.CONSULTATION,
        "starts_at": STARTS,
        "ends_at": ENDS,
        "mode": Mode.ONLINE,
        "languages": [SpokenLanguage.JAPANESE],
        "helper_seats": 10,
        "learner_seats": 5,
        "sign_up_opens_at": SIGN_UP_OPENS,
        "sign_up_closes_at": SIGN_UP_CLOSES,
    }
    return Meeting(number=number, **{**usual, **changed})


def at(start: datetime) -> Times:
    return Times(start, start + timedelta(hours=2), SIGN_UP_OPENS, start)


def states(meeting: Meeting) -> list[tuple[str, int | None]]:
    return list(Booking.objects.filter(meeting=meeting).order_by("pk").values_list("state", "seat"))


def test_number_is_given_once_a_fiscal_year() -> None:
    plan(new(1), facilitators=[], by_id=7, now=NOW)

    with pytest.raises(RefusedError) as refused:
        plan(new(1), facilitators=[], by_id=7, now=NOW)

    assert refused.value.decision.reasons == (Reason.NUMBER_TAKEN,)


def test_number_that_a_colleague_takes_meanwhile_is_refused_too() -> None:
    with pytest.raises(RefusedError) as refused, meanwhile(lambda: MeetingFactory(number=1), after=TABLE):
        plan(new(1), facilitators=[], by_id=7, now=NOW)

    assert refused.value.decision.reasons == (Reason.NUMBER_TAKEN,)
    assert not AuditEntry.objects.filter(verb="meeting planned").exists()


def test_session_belongs_to_the_fiscal_year_of_its_day_in_tokyo() -> None:
    first_minute = datetime(2027, 4, 1, 0, tzinfo=TOKYO)
    wanted = new(1, starts_at=first_minute, ends_at=first_minute + timedelta(hours=1))

    assert plan(wanted, facilitators=[], by_id=7, now=NOW).fiscal_year == 2027


def test_session_moved_into_another_fiscal_year_gets_its_next_number() -> None:
    MeetingFactory(fiscal_year=2027, number=1)
    meeting = MeetingFactory(number=5)

    moved = move(meeting, at(TO_APRIL), by_id=7, now=NOW)

    assert (moved.fiscal_year, moved.number) == (2027, 2)


def test_announced_session_is_not_moved_into_another_fiscal_year() -> None:
    make_index_pages()
    meeting = MeetingFactory(number=5)
    announce(meeting, at=None, by_id=7, now=NOW)

    with pytest.raises(RefusedError) as refused:
        move(meeting, at(TO_APRIL), by_id=7, now=NOW)

    assert refused.value.decision.reasons == (Reason.OTHER_FISCAL_YEAR,)


def test_workshop_keeps_its_number_when_it_is_moved() -> None:
    meeting = MeetingFactory(workshop=True, number=5)

    moved = move(meeting, at(TO_APRIL), by_id=7, now=NOW)

    assert (moved.fiscal_year, moved.number) == (2027, 5)


def test_each_move_tells_anew() -> None:
    booking = BookingFactory()

    for days in (1, 2):
        move(booking.meeting, at(STARTS + timedelta(days=days)), by_id=7, now=NOW)

    assert OutboxMail.objects.filter(recipient_id=booking.supporter.user_id).count() == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"mode": Mode.PLACE, "place": "Room 7"}, 1), ({"languages": ["vi"]}, 0), ({"join_link": "https://a.example"}, 0)],
)
def test_change_tells_only_of_where_people_come(changed: dict[str, Any], told: int) -> None:
    booking = BookingFactory()

    meeting = change(booking.meeting, changed, facilitators=[], by_id=7, now=NOW)

    assert (OutboxMail.objects.count(), meeting.sequence) == (told, told)


def test_more_seats_let_the_waiting_list_move_up_at_once() -> None:
    meeting = MeetingFactory(helper_seats=1)
    BookingFactory(meeting=meeting)
    first, second = (BookingFactory(meeting=meeting, waitlisted=True) for _one in range(2))

    change_seats(meeting, {Role.HELPER: 2, Role.LEARNER: 5}, by_id=7, now=NOW)

    assert states(meeting) == [(BookingState.CONFIRMED, 1), (BookingState.INVITED, 2), (BookingState.WAITLISTED, None)]
    assert list(OutboxMail.objects.values_list("recipient_id", flat=True)) == [first.supporter.user_id]
    assert second.supporter.user_id != first.supporter.user_id


def test_nobody_is_invited_to_a_seat_that_goes() -> None:
    meeting = MeetingFactory(helper_seats=2)
    loser, keeper = (BookingFactory(meeting=meeting) for _one in range(2))
    waiting = BookingFactory(meeting=meeting, waitlisted=True)

    change_seats(meeting, {Role.HELPER: 1, Role.LEARNER: 5}, freed=[loser.pk], by_id=7, now=NOW)

    assert states(meeting) == [
        (BookingState.CANCELLED, None),
        (BookingState.CONFIRMED, 1),
        (BookingState.WAITLISTED, None),
    ]
    assert OutboxMail.objects.get().recipient_id == loser.supporter.user_id
    assert {keeper.pk, waiting.pk} == set(meeting.bookings.live().values_list("pk", flat=True))


def test_lowering_under_the_taken_changes_nothing() -> None:
    meeting = MeetingFactory(helper_seats=2, learner_seats=2)
    named, _other = (BookingFactory(meeting=meeting) for _one in range(2))
    for _one in range(2):
        BookingFactory(meeting=meeting, role=Role.LEARNER)
    stranger = BookingFactory()

    with pytest.raises(RefusedError) as refused:
        change_seats(meeting, {Role.HELPER: 0, Role.LEARNER: 1}, freed=[named.pk, stranger.pk], by_id=7, now=NOW)

    assert refused.value.decision.reasons == (Reason.HELPERS_LOSE_SEATS, Reason.LEARNERS_LOSE_SEATS)
    meeting.refresh_from_db()
    assert (meeting.helper_seats, meeting.bookings.seated().count()) == (2, 4)


def test_who_was_there_stays_on_record_when_a_session_breaks_off() -> None:
    meeting = MeetingFactory()
    BookingFactory(meeting=meeting, state=BookingState.ATTENDED)
    BookingFactory(meeting=meeting)

    cancel_meeting(meeting, by_id=7, now=STARTS + timedelta(minutes=10))

    assert states(meeting) == [(BookingState.ATTENDED, 1), (BookingState.CANCELLED, None)]


def test_everything_is_on_record_without_place_and_link() -> None:
    meeting = plan(new(1), facilitators=[], by_id=7, now=NOW)
    secrets = {"join_link": "https://meet.example.org/x", "place": "Room 7"}
    change(meeting, secrets, facilitators=[], by_id=8, now=NOW)
    move(meeting, at(STARTS + timedelta(days=1)), by_id=9, now=NOW)
    change_seats(meeting, {Role.HELPER: 1, Role.LEARNER: 1}, by_id=10, now=NOW)
    cancel_meeting(meeting, by_id=11, now=NOW)

    entries = AuditEntry.objects.filter(object_ref=str(meeting.pk)).order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in entries] == [
        ("meeting planned", 7),
        ("meeting changed", 8),
        ("meeting moved", 9),
        ("seats changed", 10),
        ("meeting cancelled", 11),
    ]
    recorded = str([entry.changes for entry in entries])
    assert [word for word in ("meet.example.org", "Room 7") if word in recorded] == []
    assert [entry.changes.get("link_is_set") for entry in entries] == [False, True, True, None, None]
