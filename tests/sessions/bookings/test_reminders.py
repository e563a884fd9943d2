from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db.models import F

from portal.mail import MailState, OutboxMail, send_due_mail
from portal.tick import jobs
from sessions.bookings.actions.booking import cancel
from sessions.bookings.actions.reminding import REMINDER_MAIL, remind
from sessions.bookings.enums import BookingState
from sessions.models import Booking, Meeting
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import DURING_SIGN_UP, STARTS, BookingFactory, MeetingFactory

pytestmark = pytest.mark.django_db
WEEK, DAY, HOUR, MINUTE = timedelta(days=7), timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def reminders() -> list[str]:
    return list(OutboxMail.objects.filter(kind=REMINDER_MAIL).order_by("pk").values_list("dedupe_key", flat=True))


def reminder(booking: Booking, starts_at: datetime, name: str) -> str:
    return f"{REMINDER_MAIL}:{booking.pk}:{int(starts_at.timestamp())}:{name}"


def test_clock_looks_every_minute() -> None:
    every = {job.name: job.every for job in jobs()}

    assert [every["consultations.remind"], every["consultations.lapse_seat_offers"]] == [MINUTE, MINUTE]


def test_three_reminders_each_once() -> None:
    booking = BookingFactory()

    for moment in (STARTS - WEEK, STARTS - DAY, STARTS - HOUR):
        remind(moment - MINUTE)
        for _tick in range(2):
            remind(moment)
        remind(moment + MINUTE)
    remind(STARTS)

    assert reminders() == [reminder(booking, STARTS, name) for name in ("week", "day", "hour")]


def test_clock_that_was_down_sends_only_the_latest() -> None:
    booking = BookingFactory()

    remind(STARTS - timedelta(minutes=20))
    remind(STARTS - timedelta(minutes=19))

    assert reminders() == [reminder(booking, STARTS, "hour")]


def test_after_the_start_nothing_is_sent_late() -> None:
    BookingFactory()

    remind(STARTS + MINUTE)

    assert reminders() == []


@pytest.mark.parametrize("state", [state for state in BookingState if state != BookingState.CONFIRMED])
def test_only_who_has_a_place_is_reminded(state: BookingState) -> None:
    until = STARTS if state == BookingState.INVITED else None
    holds = state in (BookingState.INVITED, BookingState.ATTENDED, BookingState.NO_SHOW)
    BookingFactory(state=state, seat=1 if holds else None, invited_until=until)

    remind(STARTS - WEEK)

    assert reminders() == []


def test_cancelled_meeting_reminds_nobody() -> None:
    BookingFactory(meeting__cancelled_at=DURING_SIGN_UP)

    remind(STARTS - WEEK)

    assert reminders() == []


def test_who_was_confirmed_after_a_moment_is_not_reminded_of_it() -> None:
    booking = BookingFactory(changed_at=STARTS - timedelta(days=3))

    remind(STARTS - timedelta(days=3) + MINUTE)
    assert reminders() == []
    remind(STARTS - DAY)
    assert reminders() == [reminder(booking, STARTS, "day")]


def _move(meeting: Meeting, starts_at: datetime) -> None:
    moved = {"starts_at": starts_at, "ends_at": starts_at + 2 * HOUR, "sequence": meeting.sequence + 1}
    Meeting.objects.filter(pk=meeting.pk).update(**moved)


def test_moved_meeting_reminds_again() -> None:
    booking = BookingFactory()
    remind(STARTS - WEEK)
    _move(booking.meeting, STARTS + WEEK)

    remind(STARTS)

    assert reminders() == [reminder(booking, start, "week") for start in (STARTS, STARTS + WEEK)]


def test_other_place_or_end_reminds_no_second_time() -> None:
    booking = BookingFactory()
    remind(STARTS - WEEK)
    Meeting.objects.update(sequence=1, place="Room 7", ends_at=STARTS + 3 * HOUR)

    remind(STARTS - WEEK + MINUTE)

    assert reminders() == [reminder(booking, STARTS, "week")]


def test_meeting_moved_close_after_signing_up_reminds_of_nothing_before() -> None:
    booking = BookingFactory()
    _move(booking.meeting, DURING_SIGN_UP + timedelta(hours=30))

    remind(DURING_SIGN_UP + MINUTE)
    assert reminders() == []
    remind(DURING_SIGN_UP + timedelta(hours=6))
    assert reminders() == [reminder(booking, DURING_SIGN_UP + timedelta(hours=30), "day")]


def test_who_has_no_login_or_left_is_not_reminded() -> None:
    BookingFactory(supporter=SupporterFactory(experienced=True, user=None))
    BookingFactory(supporter=SupporterFactory(experienced=True, left=True))

    remind(STARTS - WEEK)

    assert reminders() == []


def test_looking_again_costs_two_questions_however_many_are_booked() -> None:
    meeting = MeetingFactory()
    for _number in range(5):
        BookingFactory(meeting=meeting)
    remind(STARTS - WEEK)

    with counted() as queries:
        remind(STARTS - WEEK + MINUTE)

    assert len(queries) == 2


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_reminder_says_only_that_something_takes_place(language: str, mailoutbox: list[EmailMessage]) -> None:
    booking = BookingFactory(supporter=SupporterFactory(experienced=True, language=language))
    with time_machine.travel(STARTS - DAY, tick=False):
        remind(STARTS - DAY)
        send_due_mail(STARTS - DAY)

    (letter,) = mailoutbox
    told = f"{letter.subject}\n{letter.body}"
    assert f"/{language}/my/" in told
    secret = [
        "session",
        "workshop",
        "tư vấn",
        "相談",
        "伴走",
        "そうだん",
        "｜",
        str(booking.supporter),
        "2026",
        "14:00",
    ]
    assert [word for word in secret if word in told] == []


def sent_at(moment: datetime) -> MailState:
    """What became of the one reminder in the outbox."""
    with time_machine.travel(moment, tick=False):
        send_due_mail(moment)
    return MailState(OutboxMail.objects.get(kind=REMINDER_MAIL).state)


def test_reminder_of_what_the_person_cancelled_meanwhile_is_not_needed() -> None:
    booking = BookingFactory()
    remind(STARTS - DAY)
    cancel(booking, by_id=None, now=STARTS - DAY)

    assert sent_at(STARTS - DAY) == MailState.NOT_NEEDED


def test_reminder_of_a_meeting_that_was_cancelled_meanwhile_is_not_needed() -> None:
    booking = BookingFactory()
    remind(STARTS - DAY)
    Meeting.objects.filter(pk=booking.meeting_id).update(cancelled_at=STARTS - DAY)

    assert sent_at(STARTS - DAY) == MailState.NOT_NEEDED


@pytest.mark.parametrize("by", [DAY, -HOUR])
def test_reminder_of_a_meeting_that_moved_meanwhile_is_not_needed(by: timedelta) -> None:
    booking = BookingFactory()
    remind(STARTS - DAY)
    Meeting.objects.filter(pk=booking.meeting_id).update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by)

    assert sent_at(STARTS - DAY) == MailState.NOT_NEEDED


def test_reminder_that_comes_after_the_start_is_not_needed() -> None:
    BookingFactory()
    remind(STARTS - HOUR)

    assert sent_at(STARTS) == MailState.NOT_NEEDED
