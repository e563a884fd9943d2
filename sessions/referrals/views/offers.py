"""A supporter who is asked to go along, from the thin card to "I went along"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks

from network.models import Supporter
from network.people.enums import SpokenLanguage
from network.people.rules.codes import in_groups
from portal.dates import tokyo_day
from portal.forms import IdempotentForm
from portal.refusals import Decision, RefusedError
from portal.steps import take
from portal.templatetags.portal_tags import day
from portal.texts import say

from ..actions.answering import accept, decline, give_back, say_accompanied, see_card
from ..doors import supporters_only
from ..enums import OfferState
from ..facts import UNREAD, accepting_facts, accompaniment, current, found_facts, spoken_by
from ..forms import AccompaniedForm, DecliningForm
from ..models import Offer
from ..rules.offers import Reason, judge_accepting, judge_giving_back
from ..texts import OF_OFFERS

AFTER = "consultations_after_accompaniment"


@require_safe
@supporters_only
def offers(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    return render(request, "consultations/referrals/offers.html", {"offers": current(supporter, timezone.now())})


@require_safe
@supporters_only
def offer(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """The thin card: enough to answer by, nothing of the person."""
    own = _own(supporter, pk)
    if own.state == OfferState.WON:
        return redirect("consultations:help_card", pk)
    decision = judge_accepting(accepting_facts(own), timezone.now())
    if not decision.is_allowed:
        return _over(request, decision)
    return render(request, "consultations/referrals/offer.html", {"form": IdempotentForm(), **_described(own)})


@supporters_only
def accepting(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """Only a POST accepts: what looks into mails and follows links accepts nothing."""
    own, form = _own(supporter, pk), IdempotentForm(request.POST or None)
    here = reverse("consultations:help_offer", args=[pk])
    # Refused, the page of the offer says why.
    return take(request, form, lambda now: accept(own, now=now), here).done or redirect(here)


@supporters_only
def declining(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    own, form = _own(supporter, pk), DecliningForm(request.POST or None)
    here = reverse("consultations:help_offer", args=[pk])
    step = take(request, form, lambda now: decline(own, never_again=form.cleaned_data["never_again"], now=now), here)
    return step.done or render(request, "consultations/referrals/decline.html", {"form": form, "back_url": here})


@require_safe
@supporters_only
def card(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """The whole card. Who looks stands on record; once it is over, nothing of it is left."""
    try:
        own = see_card(_own(supporter, pk), now=timezone.now())
    except RefusedError as error:
        return _over(request, error.decision, _own(supporter, pk))
    context = {
        **_described(own),
        "need": own.referral.need,
        "code": in_groups(own.referral.consultee_code.code),
        "is_paid": bool(hooks.get_hooks(AFTER)),
        "can_be_given_back": judge_giving_back(found_facts(own)).is_allowed,
    }
    return render(request, "consultations/referrals/card.html", context)


@supporters_only
def giving_back(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    own, form = _own(supporter, pk), DecliningForm(request.POST or None)
    here = reverse("consultations:help_card", args=[pk])
    step = take(request, form, lambda now: give_back(own, never_again=form.cleaned_data["never_again"], now=now), here)
    if step.done:
        return step.done
    decision = judge_giving_back(found_facts(own))
    if not decision.is_allowed:
        return _over(request, decision, own)
    if step.refused:
        return redirect(here)
    return render(request, "consultations/referrals/give_back.html", {"form": form, "back_url": here})


@supporters_only
def accompanied(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """First the day on which one went along; afterwards, what comes of it."""
    own, form = _own(supporter, pk), AccompaniedForm(request.POST or None, initial={"day": tokyo_day(timezone.now())})
    here = reverse("consultations:accompanied", args=[pk])
    step = take(request, form, lambda now: say_accompanied(own, form.cleaned_data["day"], now=now), here)
    if step.done:
        return step.done
    if own.state == OfferState.WON and own.accompanied_on is not None:
        if request.method == "POST":
            return redirect(here)
        return render(request, "consultations/referrals/thanks.html", {"offer": own, "after": _after(request, own)})
    decision = judge_giving_back(found_facts(own))
    if not decision.is_allowed:
        return _over(request, decision, own)
    if step.refused:
        found_on = found_facts(own).found_on
        form.refuse(step.refused, day=day(found_on) if found_on else "")
    back_url = reverse("consultations:help_card", args=[pk])
    return render(request, "consultations/referrals/accompanied.html", {"form": form, "back_url": back_url})


def _own(supporter: Supporter, pk: int) -> Offer:
    """Somebody else's is as good as none. What it tells of the person stays locked."""
    known = Offer.objects.select_related("referral", "supporter").defer(*UNREAD)
    return get_object_or_404(known, supporter=supporter, pk=pk)


def _described(own: Offer) -> dict[str, Any]:
    spoken = [SpokenLanguage(language).label for language in own.referral.languages]
    return {"offer": own, "referral": own.referral, "languages": spoken}


def _over(request: HttpRequest, decision: Decision, own: Offer | None = None) -> HttpResponse:
    """Kindly, and without a word of what it was about."""
    reasons = [reason for reason in decision.reasons if reason != Reason.ALREADY_ACCEPTED]
    went = own is not None and own.state == OfferState.WON and own.accompanied_on is not None
    context = {"sentences": say(reasons, OF_OFFERS), "offer": own if went else None}
    return render(request, "consultations/referrals/over.html", context)


def _after(request: HttpRequest, own: Offer) -> tuple[str, str] | None:
    """Words and address of what is posted to next, where somebody pays for accompanying."""
    if own.visit is not None:
        return None
    answers = (answer(request, accompaniment(own, spoken_by(own.supporter))) for answer in hooks.get_hooks(AFTER))
    return next((answer for answer in answers if answer), None)
