"""What the rules of planning ask of a meeting, and what the desk's lists show."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from ..bookings.enums import BookingState, Role
from ..meetings.enums import MeetingKind
from ..meetings.models import ConsultationPage, Meeting


def numbered_alike(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings among which its number stands once: a fiscal year's consultations, or a cohort's workshops."""
    if meeting.kind == MeetingKind.WORKSHOP:
        return Meeting.objects.workshops().filter(cohort=meeting.cohort)
    return Meeting.objects.consultations().filter(fiscal_year=meeting.fiscal_year)


def next_number(meeting: Meeting) -> int:
    highest: int | None = numbered_alike(meeting).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def announcement_due(meeting: Meeting, now: datetime) -> datetime | None:
    """When the public is to hear of it by schedule: the first language, where somebody has made them differ."""
    waiting = meeting.pages.filter(live=False, go_live_at__gt=now)
    first: datetime | None = waiting.aggregate(first=Min("go_live_at"))["first"]
    return first


def for_desk() -> QuerySet[Meeting]:
    """Meetings with what a line of the desk's list tells."""
    pages = ConsultationPage.objects.filter(translation_key=OuterRef("pk"))
    return Meeting.objects.select_related("cohort").annotate(
        helpers=_seated(Role.HELPER),
        learners=_seated(Role.LEARNER),
        waiting=Count("bookings", filter=Q(bookings__state=BookingState.WAITLISTED)),
        has_live_page=Exists(pages.live()),
        has_some_page=Exists(pages),
    )


def _seated(role: Role) -> Count:
    return Count("bookings", filter=Q(bookings__role=role, bookings__seat__isnull=False))


def waits_for_announcement(meeting: Meeting, now: datetime) -> bool:
    """Of a meeting `for_desk`. A workshop is told to its cohort alone."""
    is_standing = not meeting.is_cancelled and meeting.starts_at > now
    is_consultation = meeting.kind == MeetingKind.CONSULTATION
    return is_standing and is_consultation and not meeting.has_live_page  # type: ignore[attr-defined]  # annotated


def next_meeting(now: datetime) -> Meeting | None:
    return for_desk().filter(cancelled_at=None).coming(now).first()  # type: ignore[attr-defined]  # a MeetingQuerySet
