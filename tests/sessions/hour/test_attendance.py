"""Who came, by tap: when it can be said, by whom, and that it can be corrected (L6)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import Supporter
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.enums import TAKING_PART_STATES, BookingState, Role
from sessions.hour.actions import finish, mark
from sessions.hour.rules import TapReason
from sessions.models import Booking, Meeting
from tests.sessions.hour.opening import address
from tests.sessions.made import DURING_SIGN_UP, ENDS, STARTS, BookingFactory, MeetingFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
OPENS = STARTS - timedelta(minutes=30)
CLOSES = ENDS + timedelta(days=7)


def tap(client: Client, booking: Booking, state: str, now: datetime = STARTS) -> Any:
    with time_machine.travel(now, tick=False):
        return client.post(address("tap_attendance", booking.meeting), {"tap": f"{booking.uid}:{state}"})


# Tapping


@pytest.mark.parametrize("state", sorted(TAKING_PART_STATES))
def test_each_tap_can_be_corrected_by_each_other(client: Client, facilitator: Supporter, state: str) -> None:
    booking = BookingFactory(meeting=MeetingFactory(facilitators=[facilitator]))
    client.force_login(facilitator.user)
    for other in sorted(TAKING_PART_STATES):
        tap(client, booking, state)
        answer = tap(client, booking, other)
        booking.refresh_from_db()

        assert booking.state == other
        assert answer["Location"] == f"{address('hour', booking.meeting)}#person-{booking.uid}"


def test_same_tap_again_changes_and_records_nothing(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    booking = BookingFactory(meeting=meeting)
    client.force_login(facilitator.user)
    for _press in range(2):
        tap(client, booking, "attended")
    booking.refresh_from_db()

    entries = AuditEntry.objects.filter(verb="attendance").values_list("object_ref", "actor_id", "changes")
    changes = {"meeting": str(meeting), "before": "confirmed", "state": "attended"}
    assert list(entries) == [(str(booking), facilitator.user_id, changes)]
    assert (booking.sequence, booking.seat) == (1, 1)


def test_nobody_is_written_to(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    client.force_login(facilitator.user)
    tap(client, BookingFactory(meeting=meeting), "no_show")

    assert OutboxMail.objects.count() == 0


def test_guest_is_marked_like_everybody(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    booking = BookingFactory(meeting=meeting, role=Role.EXPERT, seat=None)
    client.force_login(facilitator.user)
    tap(client, booking, "attended")

    booking.refresh_from_db()
    assert (booking.state, booking.seat) == (BookingState.ATTENDED, None)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (OPENS - SECOND, "The buttons appear 30 minutes before the start: Sunday, 7 June 2026, 13:30."),
        (
            CLOSES,
            "The buttons were there until Sunday, 14 June 2026, 16:00. For a correction, call the office.",
        ),
    ],
)
def test_tap_at_the_wrong_time_is_refused_with_the_time(
    client: Client, facilitator: Supporter, meeting: Meeting, now: datetime, said: str
) -> None:
    booking = BookingFactory(meeting=meeting)
    client.force_login(facilitator.user)
    with time_machine.travel(now, tick=False), translation.override("en"):
        page = client.post(
            reverse("consultations:tap_attendance", args=[meeting.pk]), {"tap": f"{booking.uid}:attended"}
        )

    booking.refresh_from_db()
    assert page.context["refused"] == [said]
    assert booking.state == BookingState.CONFIRMED


def test_tap_for_who_cancelled_meanwhile_is_refused(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    booking = BookingFactory(meeting=meeting, state=BookingState.CANCELLED, seat=None)
    client.force_login(facilitator.user)
    page = tap(client, booking, "attended")

    booking.refresh_from_db()
    assert len(page.context["refused"]) == 1
    assert booking.state == BookingState.CANCELLED


@pytest.mark.parametrize("said", ["", "nonsense", "1:attended", ":attended", f"{uuid.UUID(int=7)}:attended"])
def test_tap_for_nobody_is_not_found(client: Client, facilitator: Supporter, meeting: Meeting, said: str) -> None:
    BookingFactory(meeting=meeting)
    client.force_login(facilitator.user)
    with time_machine.travel(STARTS, tick=False):
        assert client.post(address("tap_attendance", meeting), {"tap": said}).status_code == 404
    assert list(Booking.objects.values_list("state", flat=True)) == [BookingState.CONFIRMED]


@pytest.mark.parametrize("state", ["cancelled", "waitlisted", "came"])
def test_tap_sets_no_other_state(client: Client, facilitator: Supporter, meeting: Meeting, state: str) -> None:
    client.force_login(facilitator.user)

    assert tap(client, BookingFactory(meeting=meeting), state).status_code == 404
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_person_of_another_meeting_is_not_found(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    stranger = BookingFactory()
    client.force_login(facilitator.user)
    with time_machine.travel(STARTS, tick=False):
        answer = client.post(address("tap_attendance", meeting), {"tap": f"{stranger.uid}:attended"})

    stranger.refresh_from_db()
    assert (answer.status_code, stranger.state) == (404, BookingState.CONFIRMED)


# Finishing


def test_finishing_asks_first_and_then_marks_all_who_are_left(
    client: Client, facilitator: Supporter, meeting: Meeting
) -> None:
    left = [BookingFactory(meeting=meeting), BookingFactory(meeting=meeting, role=Role.EXPERT, seat=None)]
    came = BookingFactory(meeting=meeting, state=BookingState.ATTENDED)
    waited = BookingFactory(meeting=meeting, waitlisted=True)
    client.force_login(facilitator.user)
    with time_machine.travel(ENDS, tick=False):
        asked = client.get(address("finish_hour", meeting))
        answer = client.post(address("finish_hour", meeting), {"idempotency_key": str(uuid.uuid4())})

    assert asked.context["unmarked"] == 2
    assert answer["Location"] == address("hour", meeting)
    states = {booking.pk: booking.state for booking in Booking.objects.all()}
    no_show, attended, waitlisted = BookingState.NO_SHOW, BookingState.ATTENDED, BookingState.WAITLISTED
    assert states == {**{one.pk: no_show for one in left}, came.pk: attended, waited.pk: waitlisted}


def test_finishing_before_the_end_is_refused(client: Client, facilitator: Supporter, meeting: Meeting) -> None:
    BookingFactory(meeting=meeting)
    client.force_login(facilitator.user)
    with time_machine.travel(ENDS - SECOND, tick=False), translation.override("en"):
        page = client.post(
            reverse("consultations:finish_hour", args=[meeting.pk]), {"idempotency_key": str(uuid.uuid4())}
        )

    assert page.context["refusals"] == ["You can finish when the meeting is over: Sunday, 7 June 2026, 16:00."]
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_actions_judge_again_on_locked_rows(facilitator: Supporter, meeting: Meeting) -> None:
    booking = BookingFactory(meeting=meeting)
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=DURING_SIGN_UP)

    for act in (
        lambda: mark(booking, BookingState.ATTENDED, by_id=facilitator.user_id or 0, now=ENDS),
        lambda: finish(meeting, by_id=facilitator.user_id or 0, now=ENDS),
    ):
        with pytest.raises(RefusedError) as refused:
            act()
        assert refused.value.decision.reasons == (TapReason.CANCELLED,)
