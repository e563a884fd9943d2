"""Many people signing up at the same moment, for the race tests and for `dev.py bench sessions`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier, BoundedSemaphore, Event, Thread
from typing import TypeVar

from django.db import connections
from django.utils import timezone

from portal.mail import OutboxMail
from sessions.bookings.actions.seats import move_up
from sessions.bookings.enums import BookingState, Role
from sessions.models import Booking, Meeting
from tests.racers import Racer
from tests.sessions.made import MeetingFactory

T = TypeVar("T")
# Requests that are answered at the same instant; the others wait, as they do before a server. PostgreSQL allows a
# hundred connections in all, and keeps some of them for its administrator.
ANSWERED_AT_ONCE = 60


@dataclass(frozen=True)
class SignUps:
    """`most_seated`: at any instant that was looked at. `in_order`: those who got the next seats, when there were
    more, in the order of coming. `mails`: of each person, their number, before that."""

    answers: list[int]
    most_seated: int
    samples: int
    confirmed: int
    in_order: int
    mails: list[int]

    @property
    def broken(self) -> int:
        """Answers that are neither a page nor a redirect: a 500, a locked database."""
        return sum(status not in (200, 302) for status in self.answers)


def open_meeting(seats: int) -> Meeting:
    """In two weeks."""
    starts = timezone.now() + timedelta(days=14)
    meeting: Meeting = MeetingFactory(
        fiscal_year=2000 + uuid.uuid4().int % 30_000,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        sign_up_opens_at=timezone.now() - timedelta(days=1),
        sign_up_closes_at=starts - timedelta(days=1),
        helper_seats=seats,
        learner_seats=0,
    )
    return meeting


def let_see(meeting: Meeting, people: Sequence[Racer]) -> None:
    """A cancelled booking lets people see a meeting that is not announced."""
    now = timezone.now() - timedelta(hours=1)
    Booking.objects.bulk_create(
        Booking(
            meeting=meeting,
            supporter=racer.supporter,
            role=Role.HELPER,
            state=BookingState.CANCELLED,
            queued_at=now,
            changed_at=now,
        )
        for racer in people
    )


def sign_up_together(people: Sequence[Racer], seats: int) -> SignUps:
    meeting = open_meeting(seats)
    let_see(meeting, people)
    before = OutboxMail.objects.count()
    with Sampling(meeting) as sampling:
        answers = at_once([_signing_up(racer, meeting) for racer in people])
    confirmed = meeting.bookings.filter(state=BookingState.CONFIRMED).count()
    told = OutboxMail.objects.order_by("pk")[before:]
    recipients = [mail.recipient_id for mail in told]
    return SignUps(
        answers,
        max(sampling.seen),
        len(sampling.seen),
        confirmed,
        _seated_in_order(meeting),
        [recipients.count(racer.supporter.user_id) for racer in people],  # type: ignore[arg-type]
    )


def _seated_in_order(meeting: Meeting) -> int:
    """With a seat for everybody, the list goes to the seats one by one, from the lowest that is free."""
    came = sorted(meeting.bookings.filter(state=BookingState.WAITLISTED), key=lambda one: (one.queued_at, one.pk))
    first = meeting.helper_seats + 1
    meeting.helper_seats += len(came)
    meeting.save(update_fields=["helper_seats"])
    move_up(meeting, now=timezone.now())
    seats = Booking.objects.in_bulk([booking.pk for booking in came])
    return sum(seats[booking.pk].seat == first + place for place, booking in enumerate(came))


def _signing_up(racer: Racer, meeting: Meeting) -> Callable[[], int]:
    address = f"/vi/meet/meetings/{meeting.pk}/"
    typed = {"role": "helper", "idempotency_key": str(uuid.uuid4())}
    return lambda: racer.client.post(address, typed).status_code


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Each in a thread with a connection of its own, all started together."""
    start, room = Barrier(len(acts)), BoundedSemaphore(ANSWERED_AT_ONCE)

    def run(act: Callable[[], T]) -> T:
        start.wait()
        with room:
            try:
                return act()
            finally:
                connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


class Sampling:
    """Counts the seats that are held again and again, from a connection of its own, while others write."""

    def __init__(self, meeting: Meeting) -> None:
        self.seen: list[int] = []
        self._over = Event()
        self._thread = Thread(target=self._look, args=(meeting,))

    def _look(self, meeting: Meeting) -> None:
        try:
            while not self._over.is_set():
                self.seen.append(Booking.objects.filter(meeting=meeting, state=BookingState.CONFIRMED).count())
                self._over.wait(0.005)
        finally:
            connections.close_all()

    def __enter__(self) -> Sampling:
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._over.set()
        self._thread.join()
