"""A hundred sign-ups for thirty seats at the same moment, lists of five hundred sessions, and candidates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from network.models import User
from portal.names import Name
from sessions.bookings.enums import BookingState
from sessions.models import Cohort, Meeting
from tests.benchmarks import Figure, _candidates, at_most, exactly
from tests.benchmarks.pages import queries_of
from tests.racers import racers
from tests.sessions.made import BookingFactory, CohortFactory, MeetingFactory, MembershipFactory
from tests.sessions.racing import sign_up_together

PEOPLE, SEATS, SESSIONS = 100, 30, 500
SUPPORTER = "supporter@example.org"


def figures() -> Iterator[Figure]:
    yield from signing_up()
    yield from listing()
    # Last: it leaves its supporters behind.
    yield from _candidates.figures()


def signing_up() -> Iterator[Figure]:
    outcome = sign_up_together(racers(PEOPLE), SEATS)
    name = f"sessions: {PEOPLE} sign-ups for {SEATS} seats"
    yield at_most(f"{name}: most confirmed at {outcome.samples} instants", outcome.most_seated, "people", SEATS)
    yield exactly(f"{name}: confirmed", outcome.confirmed, "people", SEATS)
    yield exactly(f"{name}: waiting in order", outcome.in_order, "people", PEOPLE - SEATS)
    yield exactly(f"{name}: people with exactly one mail", outcome.mails.count(1), "people", PEOPLE)
    yield exactly(f"{name}: broken answers", outcome.broken, "answers", 0)


def listing() -> Iterator[Figure]:
    """Half of them with a booking of the reader's own."""
    user = User.objects.get(email=SUPPORTER)
    cohort = CohortFactory()
    MembershipFactory(cohort=cohort, supporter=user.supporter)
    meetings = [_workshop(cohort, number) for number in range(1, SESSIONS + 1)]
    for meeting in meetings[::2]:
        BookingFactory(meeting=meeting, supporter=user.supporter, state=BookingState.CONFIRMED, role="learner")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    for path in ("meet/", "my/"):
        name = f"sessions: /{path} with {SESSIONS} sessions"
        yield at_most(f"{name}: queries", queries_of(client, f"/vi/{path}"), "queries", 12)


def _workshop(cohort: Cohort, number: int) -> Meeting:
    starts = timezone.now() + timedelta(days=number)
    meeting: Meeting = MeetingFactory(
        workshop=True,
        cohort=cohort,
        number=number,
        title=Name.of(f"Workshop {number}"),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        sign_up_opens_at=timezone.now() - timedelta(days=1),
        sign_up_closes_at=starts - timedelta(hours=1),
    )
    return meeting
