"""What a supporter sees of the own claims, and can still do with them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.models import ConsulteeCode, Supporter
from network.people.facts import user_id
from network.people.rules.codes import in_groups
from portal import drafts
from portal.doors import kept_while_typed, signed_in_or_kept
from portal.forms import IdempotentForm
from portal.idempotency import SentBeforeError
from portal.steps import Step, take
from portal.templatetags.portal_tags import clock
from surveys.facts import may_accompany

from .. import facts
from ..actions import dispute, disputing_of, resend, withdraw
from ..answers import times_in_words, visit_in_words
from ..drafts import CORRECTION, ClaimDraft
from ..enums import FINAL_STATES, ClaimState
from ..facts import times_of
from ..forms import CorrectionForm, JoinedCorrectionForm
from ..models import Claim
from ..rules import Decision, Reason, judge_withdrawal, month_to_speak_of
from ..texts import labels, last_reasons, refusals
from .doors import keep_for_owner, own_claim, supporters_only

PER_PAGE = 20
DETAILS = ("prefecture", "errand", "field", "language", "obstacles")
APART = "apart"
"""In the address of a correction: those who claim for the visit were not there together."""
LEFT_BY = {Reason.TIMES_APART, Reason.MEETS_ANOTHER_VISIT}
"""Reasons against a correction that are none where the claim leaves the visit."""


@require_safe
@supporters_only
def claims(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    mine = supporter.claims.with_visit().with_joining().newest_first()
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "has_draft": _draft(request).is_begun,
        "has_left": supporter.has_left,
        "may_claim": may_accompany(supporter),
    }
    return render(request, "claims/list.html", context)


def _draft(request: HttpRequest) -> ClaimDraft:
    return ClaimDraft(request.user.pk or 0)


@require_safe
@supporters_only
def detail(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    return render(request, "claims/detail.html", _described(own_claim(supporter, reference)))


@require_safe
@supporters_only
def sent(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    """A page from before, sent again, leads here too: that something arrived is said only while it lies there."""
    claim = own_claim(supporter, reference)
    if claim.state == ClaimState.RETURNED or claim.state in FINAL_STATES:
        return redirect(_address(claim))
    return render(request, "claims/sent.html", _described(claim))


def _described(claim: Claim) -> dict[str, Any]:
    history = list(claim.decisions.all())
    joined = facts.joined_by(claim)
    return {
        "claim": claim,
        "times": times_in_words(times_of(claim)),
        # Who joined knows of the visit what they typed, and nothing else.
        "visit": visit_in_words(claim.visit) if claim.opened_visit else "",
        "pay_month": month_to_speak_of(claim.pay_month, timezone.localdate()),
        "may_say_not_with_me": disputing_of(claim, joined).is_allowed,
        "is_looked_into": joined is not None and joined.disputed_at is not None,
        "joins": claim.place is not None and not claim.leads_visit,
        "visit_code": in_groups(claim.visit.join_code) if _can_be_joined(claim) else "",
        "card": claim.visit.consultee_code_id if _issued_to_claimant(claim) else None,
        "history": [{"entry": entry, "reasons": labels(entry)} for entry in history],
        "last_reasons": last_reasons(history),
        "may_claim_anew": claim.state == ClaimState.WITHDRAWN and may_accompany(claim.supporter),
        "can_be_withdrawn": judge_withdrawal(claim.state, is_in_frozen_batch=claim.is_in_frozen_batch).is_allowed,
    }


def _can_be_joined(claim: Claim) -> bool:
    return claim.leads_visit and claim.visit.claims.live().count() in range(1, claim.place_limit)


def _issued_to_claimant(claim: Claim) -> bool:
    return ConsulteeCode.objects.filter(pk=claim.visit.consultee_code_id, issued_to=claim.supporter).exists()


@require_safe
@supporters_only
def card(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    return _card(request, supporter, pk, "claims/card.html")


@require_safe
@supporters_only
def printed_card(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    return _card(request, supporter, pk, "claims/printed_card.html")


def _card(request: HttpRequest, supporter: Supporter, pk: int, template: str) -> HttpResponse:
    issued = get_object_or_404(ConsulteeCode, pk=pk, issued_to=supporter)
    in_making = _draft(request).issued == issued.pk
    return render(request, template, {"issued": issued, "code": in_groups(issued.code), "in_making": in_making})


@require_http_methods(["GET", "HEAD", "POST"])
@supporters_only
def withdrawal(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    claim = own_claim(supporter, reference)
    form = IdempotentForm(request.POST or None)
    step = take(request, form, lambda now: withdraw(claim, actor_id=user_id(request), now=now), _address(claim))
    if step.done:
        return step.done
    decision = step.refused or judge_withdrawal(claim.state, is_in_frozen_batch=claim.is_in_frozen_batch)
    context = {"form": form, "claim": claim, "refusals": refusals(decision, None)}
    return render(request, "claims/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@supporters_only
def not_with_me(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    claim = own_claim(supporter, reference)
    form = IdempotentForm(request.POST or None)
    step = take(request, form, lambda now: dispute(claim, actor_id=user_id(request), now=now), _address(claim))
    if step.done:
        return step.done
    decision = step.refused or disputing_of(claim, facts.joined_by(claim))
    context = {"form": form, "claim": claim, "refusals": refusals(decision, None)}
    return render(request, "claims/not_with_me.html", context)


def _keep_correction(request: HttpRequest, reference: str) -> bool:
    return keep_for_owner(request, CORRECTION, _draft_name(reference))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_kept(_keep_correction)
@supporters_only
def correction(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    claim, is_apart = own_claim(supporter, reference), APART in request.GET
    form = _correction_form(request, claim)
    is_kept = form.is_bound and _keep_correction(request, claim.reference)
    if is_kept and form.is_switching:
        return redirect(request.get_full_path())
    step = _sent(request, claim, form)
    if step.done:
        return step.done
    if form.is_valid() and not step.refused:
        claim = own_claim(supporter, reference)
        messages.warning(request, _("This was not sent: the office has returned the claim once more. Please see why."))
        form = _typed_anew(request, claim)
    elif not form.is_valid() and claim.state != ClaimState.RETURNED:
        return redirect(_address(claim))
    decision = step.refused or Decision()
    context = {
        "form": form,
        "claim": claim,
        "refusals": refusals(decision, facts.programme_facts(claim.visit.programme)),
        "may_leave": not is_apart and LEFT_BY & set(decision.reasons) and facts.has_companions(claim),
        "is_apart": is_apart,
        "reasons": last_reasons(list(claim.decisions.all())),
    }
    return render(request, "claims/correct.html", context)


def _sent(request: HttpRequest, claim: Claim, form: CorrectionForm | JoinedCorrectionForm) -> Step:
    """Nothing is done where the page is from before an earlier sending, and the office has returned the claim again
    since."""

    def act(now: datetime) -> Claim:
        told: dict[str, Any] = {}
        if isinstance(form, CorrectionForm):
            told = {"code": form.cleaned_data["code"], "details": form.details()}
        resent = resend(
            claim,
            form.own(),
            **told,
            apart=APART in request.GET,
            actor_id=user_id(request),
            now=now,
        )
        drafts.discard(user_id(request), _draft_name(claim.reference), now=now)
        return resent

    now_returned = Claim.objects.filter(pk=claim.pk, state=ClaimState.RETURNED)
    try:
        step = take(request, form, act, lambda resent: reverse("claims:sent", args=[resent.reference]))
    except SentBeforeError:
        if not now_returned.exists():
            raise
        return Step()
    return Step() if step.done and now_returned.exists() else step


keep_correction = kept_while_typed(_keep_correction)


def _correction_form(request: HttpRequest, claim: Claim) -> CorrectionForm | JoinedCorrectionForm:
    if request.method == "POST":
        return _form_for(request, claim)(request.POST)
    draft = _correction_draft(request, claim)
    typed = draft.shown(CORRECTION)
    if "start_day" in typed:
        typed = {"day": typed["start_day"], **typed}
    initial = {**_as_filed(claim), **typed, drafts.OWNER_FIELD: draft.page.signed()}
    return _form_for(request, claim)(initial=initial)


def _typed_anew(request: HttpRequest, claim: Claim) -> CorrectionForm | JoinedCorrectionForm:
    """As typed, on a page of now: its key was not used, and its draft is the present one."""
    draft, typed = _correction_draft(request, claim), request.POST.copy()
    typed["idempotency_key"], typed[drafts.OWNER_FIELD] = str(uuid.uuid4()), draft.page.signed()
    draft.keep(CORRECTION, typed, now=timezone.now())
    return _form_for(request, claim)(typed)


def _form_for(request: HttpRequest, claim: Claim) -> Callable[..., CorrectionForm | JoinedCorrectionForm]:
    tells_of_it = claim.leads_visit or APART in request.GET
    return partial(CorrectionForm, guesser_id=user_id(request)) if tells_of_it else JoinedCorrectionForm


def _correction_draft(request: HttpRequest, claim: Claim) -> ClaimDraft:
    return ClaimDraft(user_id(request), _draft_name(claim.reference))


def _as_filed(claim: Claim) -> dict[str, Any]:
    own, visit = times_of(claim), claim.visit
    first, last = timezone.localdate(own.start), timezone.localdate(own.end)
    return {
        "day": first,
        "start_day": first,
        "start_time": clock(own.start),
        "end_time": clock(own.end),
        "end_day": last if last != first else None,
        **({name: getattr(visit, name) for name in DETAILS} if claim.opened_visit else {}),
    }


def _draft_name(reference: str) -> str:
    return f"claim {reference}"[:40]


def _address(claim: Claim) -> str:
    return reverse("claims:detail", args=[claim.reference])
