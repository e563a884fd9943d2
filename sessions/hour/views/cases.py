"""Cases of one's own for a session: bringing one, looking at it, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.models import Supporter
from network.people.facts import user_id
from network.people.rules.codes import in_groups
from portal import drafts
from portal.doors import kept_while_typed, signed_in_or_kept
from portal.forms import IdempotentForm
from portal.refusals import Decision
from portal.steps import take

from ...bookings.doors import supporters_only
from ...bookings.models import Booking
from ...meetings.models import Meeting
from ..actions import bring_case, draft_name, withdraw_case
from ..facts import bringing_facts
from ..forms import LONGEST_TEXT, CaseForm
from ..models import Case
from ..rules import judge_bringing, judge_withdrawing
from ..texts import case_sentences

# A text that is too long comes back whole, to be shortened.
KEPT_CHARACTERS = 2 * LONGEST_TEXT


def _keep_for_owner(request: HttpRequest, key: UUID) -> bool:
    """For the signed owner of the page, whose session may have ended; only where the case could be brought."""
    page = drafts.posted_page(request, draft_name(key))
    supporter = Supporter.objects.filter(user=page.owner_id).first() if page else None
    meeting = Meeting.objects.filter(pk=key).first()
    now = timezone.now()
    if page is None or supporter is None or meeting is None:
        return False
    if not judge_bringing(bringing_facts(meeting, supporter), now).is_allowed:
        return False
    typed = drafts.typed_in(request.POST, CaseForm.base_fields, characters=KEPT_CHARACTERS)
    return drafts.keep(page, typed, now=now)


@signed_in_or_kept(_keep_for_owner)
@supporters_only
def bring(request: HttpRequest, supporter: Supporter, key: UUID) -> HttpResponse:
    meeting = _own_meeting(supporter, key)
    form = _form(request, meeting)
    if form.is_switching and _keep_for_owner(request, key):
        return redirect(request.path)

    def act(now: datetime) -> Case:
        case = form.case()
        case.meeting, case.brought_by = meeting, supporter
        bring_case(case, now=now)
        drafts.discard(user_id(request), draft_name(meeting.pk), now=now)
        return case

    step = take(request, form, act, lambda case: reverse("consultations:case", args=[case.pk]))
    if step.done:
        return step.done
    decision = step.refused or Decision()
    if request.method != "POST":
        decision = judge_bringing(bringing_facts(meeting, supporter), timezone.now())
    context = {"meeting": meeting, "form": form, "refusals": case_sentences(decision)}
    return render(request, "consultations/hour/bring_case.html", context)


keep = kept_while_typed(_keep_for_owner)


def _form(request: HttpRequest, meeting: Meeting) -> CaseForm:
    if request.method == "POST":
        _keep_for_owner(request, meeting.pk)
        return CaseForm(request.POST, guesser_id=user_id(request))
    draft = drafts.draft_of(user_id(request), draft_name(meeting.pk))
    return CaseForm(initial=draft.shown(CaseForm.base_fields), guesser_id=user_id(request))


@require_safe
@supporters_only
def own_cases(request: HttpRequest, supporter: Supporter, key: UUID) -> HttpResponse:
    meeting = _own_meeting(supporter, key)
    decision = judge_bringing(bringing_facts(meeting, supporter), timezone.now())
    cases = meeting.cases.in_order().filter(brought_by=supporter)
    context = {
        "meeting": meeting,
        "cases": cases,
        "can_bring": decision.is_allowed,
        "refusals": case_sentences(decision),
        "has_draft": drafts.draft_of(user_id(request), draft_name(meeting.pk)).is_begun,
    }
    return render(request, "consultations/hour/cases.html", context)


@require_safe
@supporters_only
def own_case(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """The code stands here for who got it from the portal: it is theirs to hand over (D2)."""
    case = get_object_or_404(_own(supporter), pk=pk)
    is_issued_here = case.consultee_code.issued_to_id == supporter.pk
    context = {
        "case": case,
        "code": in_groups(case.consultee_code.code) if is_issued_here else "",
        "can_withdraw": _withdrawing(case).is_allowed,
    }
    return render(request, "consultations/hour/case.html", context)


@supporters_only
def withdrawal(request: HttpRequest, supporter: Supporter, key: UUID, pk: int) -> HttpResponse:
    case = _own(supporter).filter(meeting=key, pk=pk).first()
    if case is None:
        if request.method == "POST":
            # Sent twice: the first one took it back.
            return redirect("consultations:cases", _own_meeting(supporter, key).pk)
        raise Http404
    form = IdempotentForm(request.POST or None)
    cases_url = reverse("consultations:cases", args=[key])
    step = take(request, form, lambda now: withdraw_case(case, by_id=user_id(request), now=now), cases_url)
    if step.done:
        return step.done
    decision = step.refused or _withdrawing(case)
    context = {"case": case, "form": form, "refusals": case_sentences(decision)}
    return render(request, "consultations/hour/case_withdraw.html", context)


def _withdrawing(case: Case) -> Decision:
    has_referral, starts_at = case.referrals.exists(), case.meeting.starts_at
    return judge_withdrawing(has_referral=has_referral, starts_at=starts_at, now=timezone.now())


def _own_meeting(supporter: Supporter, key: UUID) -> Meeting:
    """One the person has something to do with; others are as good as none."""
    booked = Booking.objects.live().filter(supporter=supporter, meeting=OuterRef("pk"))
    brought = Case.objects.filter(brought_by=supporter, meeting=OuterRef("pk"))
    led = Meeting.objects.facilitated_by(supporter).values("pk")
    return get_object_or_404(Meeting, Q(Exists(booked)) | Q(Exists(brought)) | Q(pk__in=led), pk=key)


def _own(supporter: Supporter) -> Any:
    return Case.objects.select_related("meeting", "consultee_code").filter(brought_by=supporter)
