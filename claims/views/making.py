"""The pages on which a claim is made, from the first question to "sent"."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter
from network.people.facts import user_id
from portal import drafts
from portal.doors import kept_while_typed
from portal.forms import SWITCH, CheckForm, IdempotentForm
from portal.middleware import arrived_at
from portal.steps import take

from ..actions import file_claim, join_visit
from ..answers import listed
from ..drafts import FORM, STEPS, ChangedError, ClaimDraft, IncompleteError, filing_facts
from ..models import Claim
from ..rules import judge_filing
from ..starting import suggestions
from ..texts import refusals
from .doors import keep_for_owner, members_only, supporters_only

INCOMPLETE = "incomplete"
OF_ANOTHER_CLAIM = gettext_lazy(
    "That page belongs to a claim that was sent or discarded since. A new claim begins here."
)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    if request.method == "POST" and not request.user.is_authenticated:
        keep_for_owner(request, name, FORM)
        return redirect_to_login(request.get_full_path())
    return _step(request, name=name)


@members_only
def _step(request: HttpRequest, supporter: Supporter, name: str) -> HttpResponse:
    draft = ClaimDraft(user_id(request))
    if draft.joins and name == "visit":
        # Who joins gives the own day beside the own times.
        return redirect("claims:step", "times")
    is_old = request.method == "POST" and drafts.has_grown_old(request, FORM)
    if is_old:
        messages.warning(
            request,
            _(
                "This page was open for more than 30 days, so it was not sent. What you typed is still here: look at "
                "it, and send it again."
            ),
        )
    elif request.method == "POST":
        is_kept = keep_for_owner(request, name, FORM)
        if not is_kept and drafts.posted_page(request, FORM):
            messages.info(request, OF_ANOTHER_CLAIM)
        if not is_kept or SWITCH in request.POST:
            return redirect("claims:step", name)
        draft = ClaimDraft(user_id(request))
    try:
        form = _form(request, draft, supporter, name)
    except IncompleteError as missing:
        return _to_missing(missing)
    if request.method == "POST" and form.is_valid() and not is_old:
        return redirect("claims:step", draft.step_after(name))
    context = {"form": form, "has_draft": draft.is_begun, **_suggested(supporter, name), **_place(draft, name)}
    return render(request, "claims/step.html", context)


def _suggested(supporter: Supporter, name: str) -> dict[str, Any]:
    """Accompaniments that need not be typed, on the first page."""
    return {"suggestions": suggestions(supporter, timezone.now())} if name == "start" else {}


def _form(request: HttpRequest, draft: ClaimDraft, supporter: Supporter, name: str) -> forms.Form:
    more: dict[str, Any] = {}
    initial = {drafts.OWNER_FIELD: draft.page.signed(), **draft.shown(name)}
    if name == "visit":
        initial = {"prefecture": supporter.prefecture, "language": supporter.language[:2], **initial}
    if name == "times" and not draft.joins:
        more = {"day": draft.visit_day()}
    if request.method == "POST":
        # A page that has grown old goes on as one of now.
        posted = request.POST.copy()
        posted[drafts.OWNER_FIELD] = initial[drafts.OWNER_FIELD]
        return draft.form(name, posted, **more)
    if INCOMPLETE in request.GET:
        typed = {**draft.typed(name), drafts.OWNER_FIELD: [initial[drafts.OWNER_FIELD]]}
        return draft.form(name, MultiValueDict(typed), **more)
    return draft.form(name, initial=initial, **more)


def _keep(request: HttpRequest, name: str) -> bool:
    if name not in STEPS:
        raise Http404
    return keep_for_owner(request, name, FORM)


keep = kept_while_typed(_keep)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def issue(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """A code made before belongs to the person it was made for: only who says "the same" goes on with it."""
    draft = ClaimDraft(user_id(request))
    form = CheckForm(request.POST or None, initial={"shown": _asked_about(draft)})
    issued = ConsulteeCode.objects.filter(pk=draft.issued or 0, issued_to=supporter).first()
    is_the_same = form.is_valid() and "same" in request.POST and form.cleaned_data["shown"] == _asked_about(draft)
    if issued and is_the_same:
        draft.keep_issued(issued, now=timezone.now())
        return redirect("claims:step", draft.step_after("issue"))
    try:
        step = take(request, form, lambda now: _issue(supporter, form.cleaned_data["shown"], now), _card_of)
    except ChangedError:
        messages.warning(request, CheckForm.CHANGED)
        return redirect("claims:issue")
    if step.done and step.done["Location"] != _card_of(ClaimDraft(user_id(request)).issued):
        # Sent again, the page must not hand the code it made to the next person.
        messages.warning(request, OF_ANOTHER_CLAIM)
        return redirect("claims:issue")
    context = {"form": form, "issued": issued and issued.pk, **_place(draft, "issue")}
    return step.done or render(request, "claims/issue.html", context)


def _asked_about(draft: ClaimDraft) -> str:
    """The code of which the page asks whether it is the same person's."""
    return str(draft.issued or "")


def _issue(supporter: Supporter, shown: str, now: datetime) -> int:
    draft = ClaimDraft(supporter.user_id or 0)
    if _asked_about(draft) != shown:
        raise ChangedError
    issued = issue_consultee_code(supporter, now)
    draft.keep_issued(issued, now=now)
    return issued.pk


def _card_of(issued: int | None) -> str:
    return reverse("claims:card", args=[issued or 0])


@require_http_methods(["GET", "HEAD", "POST"])
@supporters_only
def discard(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    form = IdempotentForm(request.POST or None)
    # Who has left begins no other.
    next_page = reverse("claims:list" if supporter.has_left else "claims:new")
    step = take(request, form, lambda now: drafts.discard(user_id(request), FORM, now=now), next_page)
    is_begun = ClaimDraft(user_id(request)).is_begun
    if step.done and not is_begun:
        # Sent again, the page discards nothing that was begun since.
        messages.success(request, _("What you had typed is erased."))
    if step.done or not is_begun:
        return step.done or redirect("claims:list")
    return render(request, "claims/discard.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@supporters_only
def check(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """The answers, what they come to or why they can't; then, once, the claim itself."""
    draft, arrived = ClaimDraft(user_id(request)), arrived_at(request)
    draft.count_guesses()
    form = CheckForm(request.POST or None)
    try:
        step = take(
            request,
            form,
            lambda now: _send(supporter, form.cleaned_data["shown"], now),
            lambda claim: reverse("claims:sent", args=[claim.reference]),
            now=arrived,
        )
        if step.done:
            return step.done
        answers = draft.answers()
    except ChangedError:
        messages.warning(request, CheckForm.CHANGED)
        return redirect("claims:check")
    except IncompleteError as missing:
        return _to_missing(missing)
    facts = filing_facts(answers, supporter)
    decision = step.refused or judge_filing(facts, arrived)
    context = {
        # Its key is the draft's: sent from however many tabs, it is one claim.
        "form": CheckForm(initial={"idempotency_key": draft.key, "shown": draft.sign}),
        "answers": listed(answers),
        "decision": decision,
        "refusals": refusals(decision, facts.programme),
        "minutes": facts.own.whole_minutes,
        "joins": bool(facts.others) or facts.doubted > 0,
        "by_visit_code": answers.visit is not None,
        **_place(draft, "check"),
    }
    return render(request, "claims/check.html", context)


def _send(supporter: Supporter, shown: str, arrived: datetime) -> Claim:
    """In the transaction of the key: the draft is gone when, and only when, the claim stands."""
    draft = ClaimDraft(supporter.user_id or 0)
    if draft.sign != shown:
        raise ChangedError
    answers = draft.answers()
    if answers.visit is not None:
        claim = join_visit(supporter, answers.visit, answers.own, now=arrived)
    else:
        assert answers.code is not None
        assert answers.details is not None
        claim = file_claim(supporter, answers.code, answers.details, answers.own, now=arrived)
    drafts.discard(draft.page.owner_id, draft.page.form, now=timezone.now())
    return claim


def _to_missing(missing: IncompleteError) -> HttpResponse:
    """A page filled in by half says what it lacks; one never opened just opens."""
    address = reverse("claims:step", args=[missing.step])
    return redirect(f"{address}?{INCOMPLETE}=1" if missing.was_begun else address)


def _place(draft: ClaimDraft, name: str) -> dict[str, Any]:
    before = draft.step_before(name)
    return {
        "step": name,
        "number": draft.path.index(name) + 1 if name in draft.path else 0,
        "total": len(draft.path),
        "back_url": reverse("claims:step", args=[before]) if before else reverse("claims:list"),
    }
