"""A fiscal year, counted: in a fixed number of queries, and not yet fit to be shown (rules.figures)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum

from portal.dates import TOKYO, fiscal_year, tokyo_day
from portal.names import Name

from ..bookings.enums import SEATED_ROLES, TAKING_PART_STATES
from ..bookings.models import Booking
from ..groups.enums import IN_COHORT_STATES, MembershipState
from ..groups.models import Cohort
from ..hour.models import Case
from ..meetings.models import Meeting, SessionPlan
from ..referrals.enums import ReferralState
from ..referrals.models import Referral
from .rules import match_time

# Of a group: state → how many.
ByState = dict[str, Counter[str]]


@dataclass(frozen=True)
class SessionCounts:
    planned: int
    held: int
    cancelled: int
    to_come: int
    helper_seats: int
    learner_seats: int


@dataclass(frozen=True)
class ReferralCounts:
    outcomes: Counter[str]
    prefectures: Counter[str]
    times: Counter[str]
    waits: list[timedelta]


@dataclass(frozen=True)
class CohortCounts:
    name: Name
    completed: int
    on_the_way: int


@dataclass(frozen=True)
class Counts:
    year: int
    sessions: SessionCounts
    # Of those with a seat, in sessions that were held.
    by_role: ByState
    by_language: ByState
    # Of those who sat beside the seats.
    invited: ByState
    case_fields: Counter[str]
    case_outcomes: Counter[str]
    referrals: ReferralCounts
    cohorts: list[CohortCounts]


def years_with_figures(now: datetime) -> list[int]:
    """The newest first; the running one always."""
    held = Meeting.objects.consultations().values_list("fiscal_year", flat=True)
    planned = SessionPlan.objects.values_list("fiscal_year", flat=True)
    return sorted({fiscal_year(tokyo_day(now)), *held.distinct(), *planned}, reverse=True)


def counts_of(year: int, now: datetime) -> Counts:
    seated, invited, languages = _attendance(year, now)
    fields, outcomes = _cases(year)
    return Counts(
        year, _sessions(year, now), seated, languages, invited, fields, outcomes, _referrals(year), _cohorts(year)
    )


def _sessions(year: int, now: datetime) -> SessionCounts:
    standing = Q(cancelled_at=None)
    held = standing & Q(ends_at__lte=now)
    counted = (
        Meeting.objects.consultations()
        .filter(fiscal_year=year)
        .aggregate(
            held=Count("pk", filter=held),
            cancelled=Count("pk", filter=~standing),
            to_come=Count("pk", filter=standing & Q(ends_at__gt=now)),
            helper_seats=Sum("helper_seats", filter=held, default=0),
            learner_seats=Sum("learner_seats", filter=held, default=0),
        )
    )
    planned = SessionPlan.objects.filter(fiscal_year=year).values_list("planned", flat=True).first()
    return SessionCounts(planned=planned or 0, **counted)


def _attendance(year: int, now: datetime) -> tuple[ByState, ByState, ByState]:
    held = Meeting.objects.consultations().held(now).filter(fiscal_year=year)
    bookings = Booking.objects.filter(meeting__in=held.order_by(), state__in=sorted(TAKING_PART_STATES))
    seated: ByState = {}
    invited: ByState = {}
    languages: ByState = {}
    for role, language, state, count in bookings.values_list("role", "supporter__language", "state").annotate(
        count=Count("pk")
    ):
        is_seated = role in SEATED_ROLES
        (seated if is_seated else invited).setdefault(role, Counter())[state] += count
        if is_seated:
            languages.setdefault(language, Counter())[state] += count
    return seated, invited, languages


def _cases(year: int) -> tuple[Counter[str], Counter[str]]:
    fields: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    brought = Case.objects.filter(meeting__fiscal_year=year, meeting__cancelled_at=None)
    for field, outcome, count in brought.values_list("field", "outcome").annotate(count=Count("pk")):
        fields[field] += count
        outcomes[outcome] += count
    return fields, outcomes


def _referrals(year: int) -> ReferralCounts:
    raised = Referral.objects.filter(
        raised_at__gte=datetime(year, 4, 1, tzinfo=TOKYO), raised_at__lt=datetime(year + 1, 4, 1, tzinfo=TOKYO)
    )
    rows = list(raised.values_list("state", "outcome", "prefecture", "raised_at", "matched_at"))
    waits = [matched - asked if matched else None for *_rest, asked, matched in rows]
    return ReferralCounts(
        outcomes=Counter(_outcome(state, outcome) for state, outcome, *_rest in rows),
        prefectures=Counter(prefecture for _state, _outcome, prefecture, *_rest in rows),
        times=Counter(str(match_time(wait)) for wait in waits),
        waits=_known(waits),
    )


def _outcome(state: str, outcome: str) -> str:
    """How it ended; a referral that was taken back, or is open, by its state."""
    return outcome if state == ReferralState.CLOSED else state


def _known(waits: Iterable[timedelta | None]) -> list[timedelta]:
    return [wait for wait in waits if wait is not None]


def _cohorts(year: int) -> list[CohortCounts]:
    """Those whose enrolment began in this year."""
    completed = Q(memberships__state=MembershipState.COMPLETED)
    on_the_way = Q(memberships__state__in=sorted(IN_COHORT_STATES - {MembershipState.COMPLETED}))
    begun = Cohort.objects.filter(enrols_from__gte=f"{year}-04-01", enrols_from__lt=f"{year + 1}-04-01")
    rows = begun.order_by("enrols_from", "pk").annotate(
        completed=Count("memberships", filter=completed), on_the_way=Count("memberships", filter=on_the_way)
    )
    return [CohortCounts(*row) for row in rows.values_list("name", "completed", "on_the_way")]
