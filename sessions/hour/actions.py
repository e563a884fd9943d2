"""Cases of a session: brought, taken back, discussed, and what becomes of their texts; and who came (S4, D1, D2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from network.consultees.actions import issue_consultee_code
from portal import audit, drafts
from portal.audit import AuditEntry
from portal.dates import end_of_day, tokyo_day
from portal.refusals import allowed

from ..bookings.actions import seats
from ..bookings.enums import BookingState
from ..bookings.locks import lock_booking, lock_meeting
from ..bookings.models import Booking
from ..meetings.models import Meeting, over_before
from .enums import CaseOutcome
from .facts import bringing_facts
from .locks import lock_case
from .models import TEXT_KEPT_FOR, Case
from .rules import judge_attendance, judge_bringing, judge_finishing, judge_tap, judge_withdrawing

AGENDA_SEEN = "agenda seen"


def bring_case(case: Case, *, now: datetime) -> Case:
    """A case that isn't stored yet; for a person who has no code, one is issued. Raises RefusedError."""
    with transaction.atomic():
        case.meeting = lock_meeting(case.meeting_id)
        allowed(judge_bringing(bringing_facts(case.meeting, case.brought_by), now))
        if not case.consultee_code_id:
            case.consultee_code = issue_consultee_code(case.brought_by, now)
        case.brought_at = now
        case.save(force_insert=True)
        _record("case brought", case, case.brought_by.user_id, now)
    return case


def withdraw_case(case: Case, *, by_id: int | None, now: datetime) -> None:
    """It goes without a trace of its text. Raises RefusedError; once it is gone, it is gone."""
    with transaction.atomic():
        meeting = lock_meeting(case.meeting_id)
        try:
            found = lock_case(case.pk)
        except Case.DoesNotExist:
            return
        found.meeting = meeting
        has_referral = found.referrals.exists()
        allowed(judge_withdrawing(has_referral=has_referral, starts_at=meeting.starts_at, now=now))
        _record("case withdrawn", found, by_id, now)
        found.delete()


def decide_outcome(case: Case, outcome: CaseOutcome, *, by_id: int, now: datetime) -> Case:
    """What became of a case in the session. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(case.meeting_id)
        allowed(judge_tap(meeting, now))
        case = meeting.cases.get(pk=case.pk)
        if case.outcome != outcome:
            before, case.outcome = case.outcome, outcome
            case.save(update_fields=["outcome"])
            _record("case outcome", case, by_id, now, before=before, outcome=str(outcome))
    return case


def mark(booking: Booking, state: BookingState, *, by_id: int, now: datetime) -> Booking:
    """The same tap again changes nothing."""
    with transaction.atomic():
        booking = lock_booking(booking)
        allowed(judge_attendance(booking.state, booking.meeting, now))
        return booking if booking.state == state else _put(booking, state, by_id, now)


def finish(meeting: Meeting, *, by_id: int, now: datetime) -> int:
    """Whoever is still unmarked did not come; how many these were."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        allowed(judge_finishing(meeting, now))
        unmarked = list(meeting.bookings.filter(state=BookingState.CONFIRMED).order_by("pk"))
        for booking in unmarked:
            _put(booking, BookingState.NO_SHOW, by_id, now)
    return len(unmarked)


def record_reading(meeting: Meeting, *, by_id: int, now: datetime) -> None:
    """Who read the texts of a session: once for each person and Tokyo day, however often the page is opened."""
    seen = AuditEntry.objects.filter(
        verb=AGENDA_SEEN, object_type=Meeting._meta.label_lower, object_ref=str(meeting.pk), actor_id=by_id
    )
    if not seen.filter(at__gte=end_of_day(tokyo_day(now)) - timedelta(days=1)).exists():
        audit.record(AGENDA_SEEN, on=meeting, ref=str(meeting.pk), now=now, actor_id=by_id)


def forget_case_texts(now: datetime) -> None:
    """D1: 30 days after the session the text goes, and a draft that was never sent; code, field and outcome stay."""
    for case in Case.objects.with_old_text(now).select_related("meeting"):
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(text="")
            _record("case text erased", case, None, now)
    # Drafts of older sessions have gone by their own age.
    over = Meeting.objects.consultations().filter(
        over_before(now - TEXT_KEPT_FOR), starts_at__gt=now - TEXT_KEPT_FOR - drafts.KEPT_FOR
    )
    drafts.Draft.objects.filter(form__in=[draft_name(meeting.pk) for meeting in over]).delete()


def draft_name(meeting: UUID) -> str:
    return f"case {meeting.hex}"


def _put(booking: Booking, state: BookingState, by_id: int, now: datetime) -> Booking:
    changes = {"meeting": str(booking.meeting), "before": booking.state, "state": str(state)}
    seats.put(booking, state, now=now)
    audit.record("attendance", on=booking, ref=str(booking), now=now, actor_id=by_id, changes=changes)
    return booking


def _record(verb: str, case: Case, by_id: int | None, now: datetime, **changes: str) -> None:
    told = {"meeting": str(case.meeting), **changes}
    audit.record(verb, on=case, ref=str(case.pk), now=now, actor_id=by_id, changes=told)
