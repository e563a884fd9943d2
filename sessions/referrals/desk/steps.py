"""What a coordinator does with referrals; each view calls one action and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from network.models import Supporter
from network.people.enums import Community, SpokenLanguage
from network.people.facts import user_id
from network.people.rules.codes import in_groups
from portal.desks import for_who_may, pressed_by_who_may
from portal.forms import IdempotentForm
from portal.refusals import RefusedError
from portal.steps import STAFF_STEP, take, taken_by_staff

from ..actions.matching import change, offer
from ..actions.referring import end, note_reading, raise_referral, revoke, take_on
from ..enums import OriginWish
from ..facts import candidates
from ..forms import ChangeForm, ChoosingForm, ClosingForm, OverridingForm
from ..models import Referral
from ..rules.candidates import Ranked
from ..rules.referring import judge_offering
from ..texts import SPEAKS_FOR, sentences

COORDINATE = "consultations.coordinate_referral"
SHOWN = 50

may_coordinate = for_who_may(COORDINATE)


@pressed_by_who_may(COORDINATE)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Need, wish and code: by POST, and on record."""
    referral = _referral(pk)
    note_reading(referral, by_id=user_id(request), now=timezone.now())
    context = {"referral": referral, "answers": _whole(referral)}
    return render(request, "consultations/referrals/desk/card.html", context)


def _referral(pk: int) -> Referral:
    return get_object_or_404(Referral.objects.select_related("consultee_code", "raised_by"), pk=pk)


def _whole(referral: Referral) -> list[tuple[str, Any]]:
    wish = OriginWish(referral.origin_wish).label if referral.origin_wish else "–"
    community = Community(referral.community).label if referral.community else "–"
    return [
        (_("The person's code"), in_groups(referral.consultee_code.code)),
        (_("What is needed?"), referral.need or "–"),
        (_("Where should the supporter come from?"), wish),
        (_("Which community?"), community),
        (_("Why without agreement"), referral.override_reason or "–"),
    ]


@pressed_by_who_may(COORDINATE)
def taking_on(request: HttpRequest, pk: int) -> HttpResponse:
    referral = _referral(pk)
    try:
        take_on(referral, by_id=user_id(request), now=timezone.now())
    except RefusedError as error:
        messages.error(request, " ".join(sentences(error.decision)))
        return redirect("referrals:inspect", pk)
    return redirect("referrals:candidates", pk)


@may_coordinate
def choosing(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidates with what speaks for each; the chosen ones are asked."""
    referral = _referral(pk)
    form = ChoosingForm(request.POST or None)
    here = reverse("referrals:inspect", args=[pk])
    step = take(request, form, lambda now: _ask(request, referral, list(form.cleaned_data["supporters"]), now), here)
    if step.done or step.refused:
        return step.or_told(request, here, sentences)
    refused = judge_offering(referral.state)
    ranked = candidates(referral) if refused.is_allowed else []
    context = {"referral": referral, "form": form, "refusals": sentences(refused), "rows": _rows(ranked[:SHOWN])}
    return render(request, "consultations/referrals/desk/candidates.html", context)


def _ask(request: HttpRequest, referral: Referral, chosen: list[Supporter], now: datetime) -> None:
    made = offer(referral, chosen, by_id=user_id(request), now=now)
    said = ngettext("%(count)d supporter is asked.", "%(count)d supporters are asked.", len(made))
    messages.success(request, said % {"count": len(made)})
    if len(made) < len(chosen):
        messages.warning(request, _("Whoever had been asked already, or cannot be asked any more, was left out."))


def _rows(ranked: list[Ranked]) -> list[dict[str, Any]]:
    """By network ID, prefecture and languages: no names."""
    people = Supporter.objects.prefetch_related("languages_spoken").in_bulk([one.facts.supporter_id for one in ranked])
    return [
        {
            "supporter": people[one.facts.supporter_id],
            "languages": [str(spoken) for spoken in people[one.facts.supporter_id].languages_spoken.all()],
            "load": one.facts.load,
            "reasons": [SPEAKS_FOR[reason] for reason in one.reasons],
        }
        for one in ranked
    ]


@may_coordinate
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    referral = _referral(pk)
    form = ClosingForm(request.POST or None)
    words = gettext_lazy("Whoever is still asked hears that no answer is needed. The texts are erased after 30 days.")
    return _step(
        request,
        referral,
        form,
        lambda now: end(referral, form.cleaned_data["outcome"], by_id=user_id(request), now=now),
        {"title": gettext_lazy("Close the referral"), "words": [words]},
    )


@may_coordinate
def revoking(request: HttpRequest, pk: int) -> HttpResponse:
    referral, form = _referral(pk), IdempotentForm(request.POST or None)
    words = gettext_lazy(
        "At the person's wish. From that moment no supporter can read it, those who are found neither."
    )
    page = {"title": gettext_lazy("Take it back"), "words": [words], "is_final": True}
    return _step(request, referral, form, lambda now: revoke(referral, by_id=user_id(request), now=now), page)


@may_coordinate
def changing(request: HttpRequest, pk: int) -> HttpResponse:
    referral = _referral(pk)
    known = {"supporters_wanted": referral.supporters_wanted, "urgency": referral.urgency}
    form = ChangeForm(request.POST or None, initial=known)
    return _step(
        request,
        referral,
        form,
        lambda now: change(
            referral,
            supporters_wanted=form.cleaned_data["supporters_wanted"],
            urgency=form.cleaned_data["urgency"],
            by_id=user_id(request),
            now=now,
        ),
        {"title": gettext_lazy("Change")},
    )


def _step(
    request: HttpRequest,
    referral: Referral,
    form: IdempotentForm,
    act: Callable[[datetime], object],
    page: dict[str, Any],
) -> HttpResponse:
    here = reverse("referrals:inspect", args=[referral.pk])
    page = {"subtitle": referral, "icon": "user", "button": page["title"], "back_url": here, **page}
    return taken_by_staff(request, form, act, here, page, said=_done(referral), sentences=sentences)


def _done(referral: Referral) -> str:
    return _("Referral %(referral)s: done.") % {"referral": referral}


@may_coordinate
def raising(request: HttpRequest) -> HttpResponse:
    form = OverridingForm(request.POST or None, now=timezone.now(), guesser_id=user_id(request))
    step = take(
        request,
        form,
        lambda now: raise_referral(form.referral(), by_id=user_id(request), now=now),
        lambda made: reverse("referrals:inspect", args=[made.pk]),
        said=_done,
    )
    page = {"title": _("New referral"), "button": _("Save and look for supporters"), "icon": "user"}
    context = {**page, "back_url": reverse("referrals:index"), "form": form, "refusals": form.non_field_errors()}
    return step.done or render(request, STAFF_STEP, context)


def language_labels(referral: Referral) -> str:
    return ", ".join(str(SpokenLanguage(language).label) for language in referral.languages)
