"""Handing somebody on to accompaniment (S4): by a supporter, or from a case; and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.models import Supporter, User
from network.people.facts import is_member, signed_in_supporter, supporter_of, user_id
from network.people.rules.codes import in_groups, normalise_code
from portal import drafts
from portal.doors import kept_while_typed, signed_in_or_kept
from portal.forms import IdempotentForm
from portal.steps import take

from ...hour.models import Case
from ..actions.referring import raise_referral, revoke
from ..desk.steps import COORDINATE
from ..doors import members_only, supporters_only
from ..enums import ReferralState
from ..forms import CaseReferralForm, ReferralForm
from ..models import Referral
from ..rules.referring import judge_step
from ..texts import sentences

PER_PAGE = 20
FORM = "referral"
KEPT_CHARACTERS = 2000


def _keep_of_member(request: HttpRequest) -> bool:
    """Nothing new of somebody who has left since the page was shown."""
    page = drafts.posted_page(request, FORM)
    return page is not None and is_member(page.owner_id) and _keep(request, ReferralForm, FORM)


@signed_in_or_kept(_keep_of_member)
@members_only
def refer(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    initial = {"prefecture": supporter.prefecture}
    form = _form(request, ReferralForm, FORM, initial, raised_by=supporter)
    keep_url, back_url = reverse("consultations:keep_refer"), reverse("consultations:referrals")
    return _answered(request, form, FORM, "consultations/referrals/refer.html", keep_url=keep_url, back_url=back_url)


keep_refer = kept_while_typed(_keep_of_member)


def _keep_of_case(request: HttpRequest, pk: int) -> bool:
    """Only while its owner may see the case: it may have been withdrawn since the page was shown."""
    page = drafts.posted_page(request, _of_case(pk))
    owner = User.objects.filter(pk=page.owner_id).first() if page else None
    may_see = owner is not None and _cases_of(owner).filter(pk=pk).exists()
    return may_see and _keep(request, CaseReferralForm, _of_case(pk))


@signed_in_or_kept(_keep_of_case)
def refer_case(request: HttpRequest, pk: int) -> HttpResponse:
    """For the facilitators of the session, and for coordinators; for all others there is no such case."""
    case = get_object_or_404(_cases_of(request.user), pk=pk)
    raised_by = None if request.user.has_perm(COORDINATE) else signed_in_supporter(request)
    initial = {"field": case.field, "language": case.language}
    form = _form(request, CaseReferralForm, _of_case(pk), initial, raised_by=raised_by, case=case)
    keep_url = reverse("consultations:keep_refer_case", args=[pk])
    back_url = reverse("consultations:hour", args=[case.meeting_id])
    template = "consultations/referrals/refer_case.html"
    try:
        return _answered(request, form, _of_case(pk), template, keep_url=keep_url, back_url=back_url)
    except Case.DoesNotExist as error:
        # Withdrawn in the same moment.
        raise Http404 from error


keep_refer_case = kept_while_typed(_keep_of_case)


def _of_case(pk: int) -> str:
    return f"referral of case {pk}"[:40]


def _cases_of(user: User | AnonymousUser) -> Any:
    cases = Case.objects.select_related("meeting", "consultee_code")
    if user.has_perm(COORDINATE):
        return cases
    supporter = supporter_of(user)
    if supporter is None or supporter.has_left:
        return cases.none()
    return cases.led_by(supporter)


def _form(
    request: HttpRequest, form: type[ReferralForm], draft: str, initial: dict[str, Any], **about: Any
) -> ReferralForm:
    about = {"now": timezone.now(), "guesser_id": user_id(request), **about}
    if request.method == "POST":
        return form(request.POST, **about)
    shown = drafts.draft_of(user_id(request), draft).shown(form.base_fields)
    return form(initial={**initial, **shown}, **about)


def _keep(request: HttpRequest, form: type[ReferralForm], draft: str) -> bool:
    """For the signed owner of the page, signed in or not; never for anybody else."""
    page = drafts.posted_page(request, draft)
    typed = drafts.typed_in(request.POST, form.base_fields, characters=KEPT_CHARACTERS)
    return page is not None and drafts.keep(page, typed, now=timezone.now())


def _answered(request: HttpRequest, form: ReferralForm, draft: str, template: str, **urls: str) -> HttpResponse:
    """Sent; or the page once more: what is wrong stands on the form, and what was typed is kept."""

    def act(now: datetime) -> Referral:
        referral = raise_referral(form.referral(), by_id=user_id(request), now=now)
        drafts.discard(user_id(request), draft, now=now)
        return referral

    step = take(request, form, act, _address)
    if step.done:
        return step.done
    if step.refused:
        form.refuse(step.refused)
    if form.is_bound and _keep(request, type(form), draft) and form.is_switching:
        return redirect(request.path)
    return render(request, template, {"form": form, **urls})


def _address(referral: Referral) -> str:
    if referral.raised_by_id is None:
        return reverse("referrals:inspect", args=[referral.pk])
    return reverse("consultations:referral_sent", args=[referral.reference])


@require_safe
@supporters_only
def referrals(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """What this supporter has asked for."""
    mine = Referral.objects.filter(raised_by=supporter).order_by("-raised_at", "-pk")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    has_draft = drafts.draft_of(user_id(request), FORM).is_begun
    context = {"page_obj": page, "has_draft": has_draft, "has_left": supporter.has_left}
    return render(request, "consultations/referrals/referrals.html", context)


@require_safe
@supporters_only
def referral(request: HttpRequest, supporter: Supporter, reference: str, page: str) -> HttpResponse:
    """What became of it; or, on another page, that it was sent just now."""
    mine = _own(supporter, reference)
    code = mine.consultee_code
    context = {
        "referral": mine,
        # To be given to the person by whoever had it issued.
        "code": in_groups(code.code) if code.issued_to_id == supporter.pk else "",
        "can_be_taken_back": mine.is_open,
    }
    return render(request, f"consultations/referrals/{page}.html", context)


def _own(supporter: Supporter, reference: str) -> Referral:
    """Somebody else's referral is as good as none."""
    mine = Referral.objects.select_related("consultee_code").filter(raised_by=supporter)
    return get_object_or_404(mine, reference=normalise_code(reference)[:10])


@supporters_only
def take_back(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    """The consultee's wish, brought by who raised it: it counts at once."""
    mine = _own(supporter, reference)
    form = IdempotentForm(request.POST or None)
    here = reverse("consultations:referral", args=[mine.reference])
    step = take(request, form, lambda now: revoke(mine, by_id=user_id(request), now=now), here)
    if step.done:
        return step.done
    decision = step.refused or judge_step(mine.state, ReferralState.REVOKED)
    context = {"form": form, "referral": mine, "refusals": sentences(decision)}
    return render(request, "consultations/referrals/take_back.html", context)
