"""The coordinator's verbs for a meeting: plan, change, move, cancel (S1, S3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from network.models import Supporter
from portal import audit
from portal.mail import tell
from portal.refusals import Decision, RefusedError, allowed

from ...bookings.actions.seats import change as change_booking
from ...bookings.actions.seats import follow_move, tell_of_booking
from ...bookings.enums import BOOKING_TRANSITIONS, BookingState
from ...bookings.locks import lock_meeting
from ...bookings.models import Booking
from ...meetings.enums import MeetingKind
from ...meetings.facts import year_of
from ...meetings.models import Meeting, SessionPlan
from ..facts import next_number, numbered_alike
from ..rules import Reason, Times, judge_cancelling, judge_change, judge_move, judge_plan
from .schedules import drop_what_is_unannounced, move_along


def plan(meeting: Meeting, *, facilitators: Iterable[Supporter], by_id: int, now: datetime) -> Meeting:
    """A meeting that isn't stored yet; without a number it gets the next one. Raises RefusedError."""
    if meeting.kind != MeetingKind.WORKSHOP:
        meeting.cohort = None
    meeting.fiscal_year = year_of(meeting.starts_at)
    with transaction.atomic():
        meeting.number = meeting.number or next_number(meeting)
        is_number_taken = numbered_alike(meeting).filter(number=meeting.number).exists()
        allowed(judge_plan(meeting, is_number_taken=is_number_taken, now=now))
        _save_numbered(meeting, force_insert=True)
        meeting.facilitators.set(facilitators)
        record("meeting planned", meeting, by_id, now, **_on_record(meeting))
    return meeting


def _save_numbered(meeting: Meeting, *, force_insert: bool = False) -> None:
    try:
        with transaction.atomic():
            meeting.save(force_insert=force_insert)
    except IntegrityError as error:
        # Everything else was judged; somebody took the number in the same moment.
        raise RefusedError(Decision((Reason.NUMBER_TAKEN,))) from error


def change(
    meeting: Meeting, wanted: Mapping[str, Any], *, facilitators: Iterable[Supporter], by_id: int, now: datetime
) -> Meeting:
    """What moves nobody, by the names of the fields. Who takes part is told where it changes how or where they come.
    Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        before = (meeting.mode, meeting.place)
        for name, value in wanted.items():
            setattr(meeting, name, value)
        allowed(judge_change(meeting, now))
        is_elsewhere = before != (meeting.mode, meeting.place)
        meeting.sequence += is_elsewhere
        meeting.save()
        meeting.facilitators.set(facilitators)
        if is_elsewhere:
            _tell_everybody(meeting, now)
        record("meeting changed", meeting, by_id, now, **_on_record(meeting))
    return meeting


def move(meeting: Meeting, times: Times, *, by_id: int, now: datetime) -> Meeting:
    """To other times; each live booking is told once. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        year = year_of(times.starts_at)
        changes_year = meeting.kind == MeetingKind.CONSULTATION and year != meeting.fiscal_year
        is_announced = changes_year and meeting.pages.exists()
        allowed(judge_move(meeting, times, is_announced_for_its_year=is_announced, now=now))
        before = meeting.starts_at
        meeting.fiscal_year = year
        if changes_year:
            meeting.number = next_number(meeting)
        for name, moment in asdict(times).items():
            setattr(meeting, name, moment)
        meeting.sequence += 1
        _save_numbered(meeting)
        move_along(meeting, meeting.starts_at - before, now=now)
        # First: who gets a seat by it is told of both in one mail, for the outbox keeps one of a booking's state.
        follow_move(meeting, now=now)
        _tell_everybody(meeting, now)
        record("meeting moved", meeting, by_id, now, before=before.isoformat(), **_on_record(meeting))
    return meeting


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
        audit.record("yearly plan set", on=plan, ref=str(plan), now=now, actor_id=by_id, changes={"planned": planned})
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
