"""The hour itself: who is expected, and the agenda. Three queries, however many people and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from network.models import Supporter
from portal.compiled import Compiled, Parameter

from ..bookings.enums import BookingState, Role
from ..bookings.models import Booking
from ..meetings.enums import MeetingKind
from ..meetings.models import Meeting, MeetingQuerySet
from .enums import CaseOutcome
from .models import Case
from .rules import BringingFacts

LED_FROM, LED_UNTIL = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class Group:
    """Everybody expected in one role."""

    role: Role
    bookings: list[Booking]


@dataclass(frozen=True)
class Attendance:
    expected: int
    came: int
    did_not_come: int

    @property
    def unmarked(self) -> int:
        return self.expected - self.came - self.did_not_come


def bringing_facts(meeting: Meeting, supporter: Supporter) -> BringingFacts:
    """Two queries at most."""
    return BringingFacts(
        has_left=supporter.has_left,
        is_consultation=meeting.kind == MeetingKind.CONSULTATION,
        is_cancelled=meeting.is_cancelled,
        takes_part=meeting.bookings.taking_part().filter(supporter=supporter).exists()
        or Meeting.objects.facilitated_by(supporter).filter(pk=meeting.pk).exists(),
        starts_at=meeting.starts_at,
    )


def expected(meeting: Meeting) -> list[Group]:
    """By role, then network ID: the order in which somebody looks for a person."""
    bookings = list(meeting.bookings.taking_part().select_related("supporter").order_by("supporter__network_id"))
    groups = [Group(role, [booking for booking in bookings if booking.role == role]) for role in Role]
    return [group for group in groups if group.bookings]


def attendance(groups: Iterable[Group]) -> Attendance:
    states = Counter(booking.state for group in groups for booking in group.bookings)
    return Attendance(states.total(), states[BookingState.ATTENDED], states[BookingState.NO_SHOW])


def agenda(meeting: Meeting) -> list[Case]:
    """In the order in which the cases were brought. Their place there is all that names them: nobody gets to see other
    people's codes (D2). Who cancels takes the own ones along, until they were discussed."""
    cases = meeting.cases.in_order()
    if not meeting.is_cancelled:
        cases = cases.exclude(_has_gone(meeting), outcome=CaseOutcome.OPEN)
    return list(cases)


def _has_gone(meeting: Meeting) -> Q:
    """Who brought it has cancelled, takes part in no other way, and it was not handed on either."""
    own = Booking.objects.filter(meeting=meeting, supporter=OuterRef("brought_by"))
    leads = Meeting.facilitators.through.objects.filter(meeting=meeting, supporter=OuterRef("brought_by"))
    handed_on = Q(pk__in=meeting.cases.filter(referrals__isnull=False).values("pk"))
    is_cancelled = Exists(own.filter(state=BookingState.CANCELLED))
    return is_cancelled & ~Exists(own.taking_part()) & ~Exists(leads) & ~handed_on


def meetings_led(supporter: Supporter, now: datetime) -> list[Meeting]:
    """Those that need the facilitator about now, the earliest first."""
    return _led.all(supporter=supporter.pk, since=now - LED_FROM, until=now + LED_UNTIL)


@Compiled
def _led() -> MeetingQuerySet:
    near = Meeting.objects.facilitated_by(Parameter("supporter", Booking, "supporter")).standing()
    since, until = Parameter("since", Meeting, "ends_at"), Parameter("until", Meeting, "starts_at")
    return near.filter(ends_at__gt=since, starts_at__lt=until).order_by("starts_at", "pk")
