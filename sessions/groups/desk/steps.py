"""What the coordinator does with a cohort; each view calls one action and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from network.people.facts import find_supporter, user_id
from portal.desks import for_who_may, pressed_by_who_may
from portal.forms import IdempotentForm
from portal.refusals import RefusedError
from portal.steps import STAFF_STEP, take, taken_by_staff

from ..actions import admit, close_cohort, invite, keep_cohort, reject, remove
from ..forms import CohortForm, InviteForm
from ..models import Cohort, Membership
from ..texts import sentences

RUN = "consultations.run_cohort"
may_run = for_who_may(RUN)


@may_run
def set_up(request: HttpRequest) -> HttpResponse:
    page = {"title": _("Set up a cohort"), "button": _("Save"), "back_url": reverse("cohorts:index")}
    return _kept(request, CohortForm(request.POST or None), page)


@may_run
def change(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort, pk=pk)
    page = _page(cohort, _("Change the cohort"), _("Save"))
    return _kept(request, CohortForm(request.POST or None, cohort=cohort), page)


def _kept(request: HttpRequest, form: CohortForm, page: dict[str, Any]) -> HttpResponse:
    """Fewer workshops planned than must be attended is no mistake: the others may be planned later."""

    def kept(now: datetime) -> Cohort:
        people, lectures = form.cleaned_data["facilitators"], form.cleaned_data["lectures"]
        cohort = keep_cohort(form.wanted(), facilitators=people, lectures=lectures, by_id=user_id(request), now=now)
        messages.success(request, _("Saved."))
        planned = cohort.workshops.standing().count()
        if planned < cohort.required_workshops:
            said = _("%(needed)d workshops must be attended, and %(planned)d are planned so far.")
            messages.warning(request, said % {"needed": cohort.required_workshops, "planned": planned})
        return cohort

    page = {**page, "icon": "glasses"}
    return taken_by_staff(request, form, kept, lambda cohort: reverse("cohorts:inspect", args=[cohort.pk]), page)


def _page(cohort: Cohort, title: str, button: str) -> dict[str, Any]:
    back_url = reverse("cohorts:inspect", args=[cohort.pk])
    return {"title": title, "subtitle": cohort.name, "icon": "warning", "button": button, "back_url": back_url}


@may_run
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Many network IDs at once, with a line for each about what came of it. Sent twice, nobody is invited twice."""
    cohort = get_object_or_404(Cohort, pk=pk)
    form = InviteForm(request.POST or None)
    report = [_invited(request, cohort, typed) for typed in form.cleaned_data["network_ids"]] if form.is_valid() else []
    left_over = "\n".join(line["typed"] for line in report if line["refusals"])
    shown = InviteForm(initial={"network_ids": left_over}) if report else form
    context = {"cohort": cohort, "form": shown, "report": report}
    return render(request, "consultations/groups/desk/invite.html", context)


def _invited(request: HttpRequest, cohort: Cohort, typed: str) -> dict[str, Any]:
    supporter = find_supporter(typed)
    if supporter is None:
        return {"typed": typed, "refusals": [_("Nobody has this network ID. Compare each character.")]}
    try:
        membership = invite(cohort, supporter, by_id=user_id(request), now=timezone.now())
    except RefusedError as error:
        return {"typed": typed, "refusals": sentences(error.decision)}
    return {"typed": typed, "refusals": [], "until": membership.invited_until}


VERBS = {"accept": admit, "decline": reject}


@pressed_by_who_may(RUN)
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept or decline an application."""
    membership = get_object_or_404(Membership.objects.select_related("supporter"), pk=pk)
    return _acted(request, membership, IdempotentForm(request.POST), VERBS[verb])


@may_run
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("supporter", "cohort"), pk=pk)
    form = IdempotentForm(request.POST or None)
    if form.is_valid():
        return _acted(request, membership, form, remove)
    words = [
        membership.supporter,
        _(
            "Their seats in the workshops to come are given back. What they have learned stays theirs, and they can be "
            "invited again."
        ),
    ]
    page = _page(membership.cohort, _("Remove from the cohort"), _("Remove"))
    return render(request, STAFF_STEP, {**page, "words": words, "is_final": True, "form": form})


def _acted(
    request: HttpRequest, membership: Membership, form: IdempotentForm, action: Callable[..., Membership]
) -> HttpResponse:
    address = reverse("cohorts:inspect", args=[membership.cohort_id])

    def said(moved: Membership) -> str:
        return _("%(network_id)s: %(state)s.") % {"network_id": moved.supporter, "state": moved.get_state_display()}

    step = take(request, form, lambda now: action(membership, by_id=user_id(request), now=now), address, said=said)
    return step.or_told(request, address, sentences)


@may_run
def close(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort, pk=pk)
    form = IdempotentForm(request.POST or None)
    words = _(
        "Nobody can join any more, open invitations end, and no reminders go out. Members can still finish what is "
        "missing and complete the training. This can't be undone."
    )
    page = _page(cohort, _("Close the cohort"), _("Close the cohort")) | {"words": [words], "is_final": True}
    return taken_by_staff(
        request,
        form,
        lambda now: close_cohort(cohort, by_id=user_id(request), now=now),
        page["back_url"],
        page,
        said=_("The cohort is closed."),
    )
