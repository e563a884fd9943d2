"""What the rules of taking part and of the door ask of the database, in a fixed number of queries; and workshops, for
whoever asks how far their members are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from network.models import Supporter
from portal.compiled import Compiled, Parameter
from portal.names import Name

from ..groups.enums import IN_COHORT_STATES, MembershipState
from ..groups.models import Membership
from ..meetings.models import Meeting, MeetingQuerySet
from .enums import LIVE_STATES, TAKING_PART_STATES, BookingState, Role
from .models import Booking
from .rules.door import JoiningFacts
from .rules.taking_part import ApplyingFacts, PersonFacts

IN_TRAINING_STATES = IN_COHORT_STATES | {MembershipState.APPLIED}


def person_facts(supporter: Supporter) -> PersonFacts:
    """One query."""
    states = _memberships.all(supporter=supporter.pk)
    memberships = [(cohort, state) for cohort, state in states if state in IN_TRAINING_STATES]
    return PersonFacts(
        is_registered=bool(supporter.network_id),
        has_left=supporter.has_left,
        has_declared_experience=supporter.has_declared_experience,
        has_confirmed_experience=supporter.has_confirmed_experience,
        is_in_training=supporter.wants_foreign_origin_training or bool(memberships),
        cohorts=frozenset(cohort for cohort, state in memberships if state in IN_COHORT_STATES),
        has_closed_login=supporter.has_closed_login,
    )


@Compiled
def _memberships() -> QuerySet[Any, Any]:
    supporter = Parameter("supporter", Membership, "supporter")
    return Membership.objects.filter(supporter_id=supporter).values_list("cohort_id", "state")


def applying_facts(supporter: Supporter, meeting: Meeting) -> ApplyingFacts:
    """Two queries."""
    states = {state for (state,) in _states.all(meeting=meeting.pk, supporter=supporter.pk)}
    return ApplyingFacts(
        person_facts(supporter),
        meeting,
        has_live_booking=bool(states & LIVE_STATES),
        let_an_invitation_lapse=BookingState.LAPSED in states,
    )


@Compiled
def _states() -> QuerySet[Any, Any]:
    meeting, supporter = Parameter("meeting", Booking, "meeting"), Parameter("supporter", Booking, "supporter")
    return Booking.objects.filter(meeting_id=meeting, supporter_id=supporter).values_list("state")


def seen_meeting(supporter: Supporter, key: UUID) -> Meeting | None:
    """With its cohort; None, of one that this person doesn't see."""
    return _seen.first(supporter=supporter.pk, meeting=key)


@Compiled
def _seen() -> MeetingQuerySet:
    seen = meetings_seen_by(Parameter("supporter", Booking, "supporter"))
    return seen.filter(pk=Parameter("meeting", Meeting, "key")).select_related("cohort")


def meetings_seen_by(supporter: Supporter | Parameter) -> MeetingQuerySet:
    """Announced sessions; workshops of the own cohorts; whatever they are booked for, or facilitate."""
    own = Q(supporter=supporter)
    booked = Booking.objects.filter(own, meeting=OuterRef("pk"))
    own_cohorts = Membership.objects.in_cohort().filter(own).values("cohort")
    facilitated = Meeting.objects.facilitated_by(supporter).values("pk")
    announced = Meeting.objects.consultations().announced().values("pk")
    return Meeting.objects.filter(
        Q(pk__in=announced) | Q(cohort__in=own_cohorts) | Exists(booked) | Q(pk__in=facilitated)
    )


def meetings_to_choose_from(supporter: Supporter, now: datetime) -> MeetingQuerySet:
    """Those to come, which the person neither has a place for nor waits for."""
    booked = Booking.objects.live().filter(supporter=supporter, meeting=OuterRef("pk"))
    return meetings_seen_by(supporter).standing().coming(now).exclude(Exists(booked))


@dataclass(frozen=True)
class SeatCount:
    """Of one role. Invitations hold a seat, like confirmations."""

    seats: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)

    @property
    def has_a_seat(self) -> bool:
        return self.free > 0 and not self.waiting


def seat_counts(meetings: Iterable[Meeting]) -> dict[tuple[object, str], SeatCount]:
    """By meeting and role: one query for a whole list."""
    listed = list(meetings)
    waits = Q(state=BookingState.WAITLISTED)
    rows = Booking.objects.filter(meeting__in=[meeting.pk for meeting in listed]).values_list("meeting_id", "role")
    counted = rows.annotate(taken=Count("seat"), waiting=Count("pk", filter=waits)).order_by()
    known = {(key, role): (taken, waiting) for key, role, taken, waiting in counted}
    return {
        (meeting.pk, role): SeatCount(meeting.seats(role), *known.get((meeting.pk, role), (0, 0)))
        for meeting in listed
        for role in (Role.HELPER, Role.LEARNER)
    }


def place_in_line(booking: Booking) -> int:
    """1 for who is next."""
    before = Q(queued_at__lt=booking.queued_at) | Q(queued_at=booking.queued_at, pk__lte=booking.pk)
    return Booking.objects.waiting().filter(before, meeting=booking.meeting_id, role=booking.role).count()


def facts_of_booking(booking: Booking) -> JoiningFacts:
    return JoiningFacts(booking.meeting, booking.supporter.has_left, booking.state in TAKING_PART_STATES)


def facts_of_facilitator(meeting: Meeting, supporter: Supporter) -> JoiningFacts:
    """Named on it, or on its cohort, at this moment."""
    is_named = Meeting.objects.facilitated_by(supporter).filter(pk=meeting.pk).exists()
    return JoiningFacts(meeting, supporter.has_left, is_named)


# Somebody who cancelled may have booked again: what counts most comes last.
BOOKINGS_THAT_COUNT = (
    *("", BookingState.APPLIED, BookingState.WAITLISTED, BookingState.INVITED),
    *(BookingState.CONFIRMED, BookingState.NO_SHOW, BookingState.ATTENDED),
)
COLUMNS = (
    *("own__supporter", "own__state", "cohort_id"),
    *("key", "number", "title", "starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at"),
)


@dataclass(frozen=True)
class Workshop:
    """A workshop with what each of the people asked for booked there: supporter → state of the booking."""

    bookings: dict[int, str]
    key: UUID
    number: int
    title: Name
    starts_at: datetime
    ends_at: datetime
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime


def workshops_of(cohort_ids: Collection[int], supporter_ids: Collection[int]) -> dict[int, list[Workshop]]:
    """Those that were not cancelled, in the order of time, with these people's bookings, if any. One query."""
    # Nobody's key stands for an empty list, which Django would take for an empty answer.
    own = FilteredRelation("bookings", condition=Q(bookings__supporter__in=supporter_ids or [0]))
    standing = Meeting.objects.workshops().standing().filter(cohort__in=cohort_ids)
    rows: Iterable[Any] = standing.annotate(own=own).order_by("starts_at", "pk").values_list(*COLUMNS)
    found: dict[int, dict[UUID, Workshop]] = {pk: {} for pk in cohort_ids}
    for supporter_id, state, cohort_id, *columns in rows:
        workshop = found[cohort_id].setdefault(columns[0], Workshop({}, *columns))
        if state in BOOKINGS_THAT_COUNT:
            known = workshop.bookings.get(supporter_id, "")
            workshop.bookings[supporter_id] = max(known, state, key=BOOKINGS_THAT_COUNT.index)
    return {pk: list(workshops.values()) for pk, workshops in found.items()}
