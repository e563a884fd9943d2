"""The facilitator's screen: who came, and what becomes of the cases. For the meeting's own facilitators and for
coordinators; for all others there is no such page.

A tap sets a state whatever it was before, so it carries no key of idempotency: one that remembered its first result
would swallow the correction made after Back.
"""

from __future__ import annotations

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network.people.facts import user_id
from portal.doors import View
from portal.forms import IdempotentForm
from portal.readings import whole_number
from portal.refusals import Decision, RefusedError
from portal.steps import take

from ...bookings.doors import led_by
from ...bookings.enums import TAKING_PART_STATES, BookingState
from ...meetings.enums import MeetingKind
from ...meetings.models import Meeting
from ..actions import decide_outcome, finish, mark, record_reading
from ..enums import CaseOutcome
from ..facts import agenda, attendance, expected
from ..rules import judge_finishing, judge_tap
from ..texts import tap_sentences

PLAN = "consultations.plan_meeting"


def leaders_only(view: View) -> View:
    """Hands the view the meeting, to those who lead it; for all others there is none."""

    @login_required
    @wraps(view)
    def only(request: HttpRequest, key: UUID) -> HttpResponse:
        return view(request, get_object_or_404(led_by(request, Meeting.objects, PLAN), pk=key))

    return only


@require_safe
@leaders_only
def hour(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


def _page(request: HttpRequest, meeting: Meeting, refused: Decision | None = None) -> HttpResponse:
    cases, groups, now = agenda(meeting), expected(meeting), timezone.now()
    if any(case.text for case in cases):
        record_reading(meeting, by_id=user_id(request), now=now)
    decision = judge_tap(meeting, now)
    context = {
        "meeting": meeting,
        "groups": groups,
        "attendance": attendance(groups),
        "agenda": cases,
        "has_agenda": meeting.kind == MeetingKind.CONSULTATION,
        "outcomes": CaseOutcome.choices,
        "can_tap": decision.is_allowed,
        "can_finish": judge_finishing(meeting, now).is_allowed,
        "refused": tap_sentences(refused, meeting) if refused else [],
        "closed": tap_sentences(decision, meeting),
    }
    return render(request, "consultations/hour/hour.html", context)


@require_POST
@leaders_only
def tap_attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    uid, state = _tapped(request, TAKING_PART_STATES)
    try:
        booking = get_object_or_404(meeting.bookings, uid=UUID(uid))
    except ValueError as error:
        raise Http404 from error
    try:
        mark(booking, BookingState(state), by_id=user_id(request), now=timezone.now())
    except RefusedError as error:
        return _page(request, meeting, error.decision)
    return redirect(f"{_address(meeting)}#person-{uid}")


@require_POST
@leaders_only
def tap_outcome(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    pk, outcome = _tapped(request, CaseOutcome.values)
    case = get_object_or_404(meeting.cases, pk=whole_number(pk))
    try:
        decide_outcome(case, CaseOutcome(outcome), by_id=user_id(request), now=timezone.now())
    except RefusedError as error:
        return _page(request, meeting, error.decision)
    return redirect(f"{_address(meeting)}#case-{case.pk}")


def _tapped(request: HttpRequest, known: Any) -> tuple[str, str]:
    """What a button says: whom or which case it is about, and what became of them."""
    what, _colon, became = request.POST.get("tap", "").partition(":")
    if became not in known:
        raise Http404
    return what, became


@leaders_only
def finishing(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Asks first: it says of everybody left that they did not come."""
    form = IdempotentForm(request.POST or None)
    step = take(request, form, lambda now: finish(meeting, by_id=user_id(request), now=now), _address(meeting))
    if step.done:
        return step.done
    decision = step.refused or judge_finishing(meeting, timezone.now())
    context = {
        "meeting": meeting,
        "form": form,
        "unmarked": attendance(expected(meeting)).unmarked,
        "refusals": tap_sentences(decision, meeting),
    }
    return render(request, "consultations/hour/finish.html", context)


def _address(meeting: Meeting) -> str:
    return reverse("consultations:hour", args=[meeting.pk])
