"""The coordinator's verbs for a meeting: plan, change, move, cancel (S1, S3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from network.models import Supporter
from portal import audit
from portal.mail import tell
from portal.names import Name
from portal.refusals import Decision, RefusedError, allowed

from ...bookings.actions.seats import change as change_booking
from ...bookings.actions.seats import follow_move, tell_of_booking
from ...bookings.enums import BOOKING_TRANSITIONS, BookingState
from ...bookings.locks import lock_meeting
from ...bookings.models import Booking
from ...groups.models import Cohort
from ...meetings.enums import MeetingKind
from ...meetings.models import Meeting, SessionPlan
from ..facts import has_page, next_number, numbered_alike, year_of
from ..rules import PlanFacts, Reason, Times, judge_cancelling, judge_change, judge_move, judge_plan
from .schedules import drop_what_is_unannounced, move_along


@dataclass(frozen=True)
class Details:
    """What can be changed without moving anybody. `join_link` is None where the stored one stays."""

    title: Name
    mode: str
    place: str
    join_link: str | None
    languages: Sequence[str]
    audience: str
    confirms_by_hand: bool
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    facilitators: Sequence[Supporter]


@dataclass(frozen=True)
class NewMeeting:
    kind: str
    cohort: Cohort | None
    number: int
    starts_at: datetime
    ends_at: datetime
    helper_seats: int
    learner_seats: int
    details: Details

    @property
    def times(self) -> Times:
        details = self.details
        return Times(self.starts_at, self.ends_at, details.sign_up_opens_at, details.sign_up_closes_at)


def plan(wanted: NewMeeting, *, by_id: int, now: datetime) -> Meeting:
    """Raises RefusedError."""
    with transaction.atomic():
        allowed(judge_plan(_plan_facts(wanted), now))
        meeting = Meeting(
            kind=wanted.kind,
            cohort=wanted.cohort if wanted.kind == MeetingKind.WORKSHOP else None,
            fiscal_year=year_of(wanted.starts_at),
            number=wanted.number,
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            helper_seats=wanted.helper_seats,
            learner_seats=wanted.learner_seats,
        )
        _take_over(meeting, wanted.details)
        _save_numbered(meeting, force_insert=True)
        meeting.facilitators.set(wanted.details.facilitators)
        record("meeting planned", meeting, by_id, now, **_on_record(meeting))
    return meeting


def _plan_facts(wanted: NewMeeting) -> PlanFacts:
    alike = numbered_alike(wanted.kind, year_of(wanted.starts_at), wanted.cohort)
    return PlanFacts(
        kind=wanted.kind,
        has_cohort=wanted.cohort is not None,
        title=str(wanted.details.title),
        seats=wanted.helper_seats + wanted.learner_seats,
        times=wanted.times,
        is_number_taken=alike.filter(number=wanted.number).exists(),
    )


def _save_numbered(meeting: Meeting, *, force_insert: bool = False) -> None:
    try:
        with transaction.atomic():
            meeting.save(force_insert=force_insert)
    except IntegrityError as error:
        # Everything else was judged; somebody took the number in the same moment.
        raise RefusedError(Decision((Reason.NUMBER_TAKEN,))) from error


def change(meeting: Meeting, wanted: Details, *, by_id: int, now: datetime) -> Meeting:
    """Who takes part is told where it changes how or where they come. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        times = Times(meeting.starts_at, meeting.ends_at, wanted.sign_up_opens_at, wanted.sign_up_closes_at)
        allowed(judge_change(meeting, kind=meeting.kind, title=str(wanted.title), times=times, now=now))
        is_elsewhere = (meeting.mode, meeting.place) != (wanted.mode, wanted.place)
        _take_over(meeting, wanted)
        meeting.sequence += is_elsewhere
        meeting.save()
        meeting.facilitators.set(wanted.facilitators)
        if is_elsewhere:
            _tell_everybody(meeting, now)
        record("meeting changed", meeting, by_id, now, **_on_record(meeting))
    return meeting


def _take_over(meeting: Meeting, details: Details) -> None:
    names = ("title", "mode", "place", "audience", "confirms_by_hand", "sign_up_opens_at", "sign_up_closes_at")
    for name in names:
        setattr(meeting, name, getattr(details, name))
    meeting.languages = list(details.languages)
    if details.join_link is not None:
        meeting.join_link = details.join_link


def move(meeting: Meeting, times: Times, *, by_id: int, now: datetime) -> Meeting:
    """To other times; each live booking is told once. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        year = year_of(times.starts_at)
        changes_year = meeting.kind == MeetingKind.CONSULTATION and year != meeting.fiscal_year
        is_announced = changes_year and has_page(meeting)
        allowed(judge_move(meeting, times, is_announced_for_its_year=is_announced, now=now))
        before = meeting.starts_at
        if changes_year:
            meeting.number = next_number(meeting.kind, year)
        meeting.fiscal_year = year
        _set_times(meeting, times)
        meeting.sequence += 1
        _save_numbered(meeting)
        move_along(meeting, meeting.starts_at - before, now=now)
        # First: who gets a seat by it is told of both in one mail, for the outbox keeps one of a booking's state.
        follow_move(meeting, now=now)
        _tell_everybody(meeting, now)
        record("meeting moved", meeting, by_id, now, before=before.isoformat(), **_on_record(meeting))
    return meeting


def _set_times(meeting: Meeting, times: Times) -> None:
    meeting.starts_at, meeting.ends_at = times.starts_at, times.ends_at
    meeting.sign_up_opens_at, meeting.sign_up_closes_at = times.sign_up_opens_at, times.sign_up_closes_at


def cancel_meeting(meeting: Meeting, *, by_id: int, now: datetime) -> Meeting:
    """With all its bookings, each told. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        allowed(judge_cancelling(meeting, now))
        meeting.cancelled_at = now
        meeting.sequence += 1
        meeting.save(update_fields=["cancelled_at", "sequence"])
        live = _live_bookings(meeting)
        for booking in live:
            # Who is on record as having been there, was there.
            if BookingState.CANCELLED in BOOKING_TRANSITIONS[booking.state]:
                change_booking(booking, BookingState.CANCELLED, by_id=by_id, now=now)
        _tell_leaders(meeting, live, now)
        drop_what_is_unannounced(meeting)
        record("meeting cancelled", meeting, by_id, now)
    return meeting


def set_planned(year: int, planned: int, *, by_id: int, now: datetime) -> SessionPlan:
    """S1: how many sessions the office means to hold in this fiscal year."""
    with transaction.atomic():
        plan, _created = SessionPlan.objects.update_or_create(fiscal_year=year, defaults={"planned": planned})
        figures = {"planned": planned}
        audit.record("yearly plan set", on=plan, ref=str(plan), now=now, actor_id=by_id, changes=figures)
    return plan


def _tell_everybody(meeting: Meeting, now: datetime) -> None:
    live = _live_bookings(meeting)
    for booking in live:
        tell_of_booking(booking, now)
    _tell_leaders(meeting, live, now)


def _tell_leaders(meeting: Meeting, booked: Iterable[Booking], now: datetime) -> None:
    """Who runs it, unless they are told of a booking of their own."""
    told = {booking.supporter_id for booking in booked}
    named = [*meeting.facilitators.all(), *(meeting.cohort.facilitators.all() if meeting.cohort else ())]
    for leader in {one.pk: one for one in named if one.pk not in told}.values():
        tell(leader, meeting, f"{meeting.sequence}:{leader.pk}", now=now)


def _live_bookings(meeting: Meeting) -> list[Booking]:
    live = list(meeting.bookings.live().select_related("supporter__user"))
    for booking in live:
        booking.meeting = meeting
    return live


def _on_record(meeting: Meeting) -> dict[str, object]:
    """Neither the place nor the link."""
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "mode": meeting.mode,
        "audience": meeting.audience,
        "link_is_set": bool(meeting.join_link),
        "facilitators": sorted(meeting.facilitators.values_list("pk", flat=True)),
    }


def record(verb: str, meeting: Meeting, by_id: int, now: datetime, **values: object) -> None:
    audit.record(verb, on=meeting, ref=str(meeting.pk), now=now, actor_id=by_id, changes=values)
