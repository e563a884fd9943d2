"""Cohorts as their members see them: joining, the own way, and what of oneself the others may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.models import Supporter
from portal.dates import tokyo_day
from portal.doors import View
from portal.forms import IdempotentForm
from portal.refusals import Decision
from portal.steps import Step, take
from portal.texts import Refusal

from ...bookings.doors import supporters_only
from ...groups.actions import apply, leave_cohort, share, take_back, take_up_invitation, turn_down_invitation
from ...groups.enums import IN_COHORT_STATES, LIVE_MEMBERSHIP_STATES, MembershipState
from ...groups.facts import facts_of
from ...groups.forms import ApplyForm, DeclaringApplyForm, SharingForm
from ...groups.models import Cohort, Membership
from ...groups.rules import judge_ending_application, judge_removal
from ...groups.texts import refusals
from ..facts import own_way
from ..journey import member_step


@require_safe
@supporters_only
def cohorts(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    return _overview(request, supporter)


def _overview(
    request: HttpRequest,
    supporter: Supporter,
    refused: Sequence[Refusal] = (),
    tried: ApplyForm | None = None,
    tried_pk: int | None = None,
) -> HttpResponse:
    """`tried`: an application that could not be taken as it was sent, for the cohort of `tried_pk`."""
    now = timezone.now()
    memberships = list(
        Membership.objects.filter(supporter=supporter).select_related("cohort", "supporter__user").order_by("-since")
    )
    enrolling = _enrolling(supporter, memberships, now)
    open_again = {cohort.pk for cohort in enrolling}
    invited = [one for one in memberships if one.state == MembershipState.INVITED]
    lapsed = {one.cohort_id: one.invited_until for one in invited if one.cohort_id in open_again}
    context = {
        "refusals": refused,
        "tried": tried,
        "invitations": [_invitation(one, now) for one in invited if one.cohort_id not in open_again],
        "own": [one for one in memberships if one.state in IN_COHORT_STATES],
        "applied": [one for one in memberships if one.state == MembershipState.APPLIED],
        "open": [
            {
                "cohort": cohort,
                "form": tried if tried and cohort.pk == tried_pk else _apply_form(supporter, cohort),
                "invited_until": lapsed.get(cohort.pk),
            }
            for cohort in enrolling
        ],
        "facilitated": Cohort.objects.facilitated_by(supporter).filter(closed_on=None),
    }
    return render(request, "consultations/progress/cohorts.html", context)


def _enrolling(supporter: Supporter, memberships: Iterable[Membership], now: datetime) -> list[Cohort]:
    """Those for which the person can apply; a lapsed invitation is as good as none."""
    if supporter.has_left:
        return []
    live = [one for one in memberships if one.state in LIVE_MEMBERSHIP_STATES]
    standing = {one.cohort_id for one in live if not facts_of(one).has_lapsed(now)}
    return [cohort for cohort in Cohort.objects.enrolling(tokyo_day(now)) if cohort.pk not in standing]


def _invitation(membership: Membership, now: datetime) -> dict[str, Any]:
    form = IdempotentForm(auto_id=f"invitation-{membership.pk}-%s")
    return {"membership": membership, "has_lapsed": facts_of(membership).has_lapsed(now), "form": form}


def _apply_form(supporter: Supporter, cohort: Cohort, data: Any = None) -> ApplyForm:
    """Several stand on one page: their fields' ids tell them apart."""
    kind = ApplyForm if supporter.wants_foreign_origin_training else DeclaringApplyForm
    return kind(data, auto_id=f"cohort-{cohort.pk}-%s")


@require_POST
@supporters_only
def application(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort, pk=pk)
    form = _apply_form(supporter, cohort, request.POST)
    if not form.is_valid():
        return _overview(request, supporter, tried=form, tried_pk=pk)
    declares = bool(form.cleaned_data.get("declares_training"))

    step = take(
        request,
        form,
        lambda now: apply(cohort, supporter, declares_training=declares, now=now),
        reverse("consultations:cohorts"),
        said=_("Your application has arrived. The office will write to you."),
    )
    return _done(request, supporter, step)


@require_POST
@supporters_only
def answer(request: HttpRequest, supporter: Supporter, pk: int, *, accepts: bool) -> HttpResponse:
    """To an invitation, by a button: a mail scanner that opens a page accepts nothing."""
    act = take_up_invitation if accepts else turn_down_invitation
    said = _("Welcome to the group.") if accepts else _("You have turned the invitation down.")
    address = reverse("consultations:cohort", args=[pk]) if accepts else reverse("consultations:cohorts")
    return _moved(request, _own(supporter, pk), act, address, said=said, again=reverse("consultations:cohorts"))


def _own(supporter: Supporter, pk: int) -> Membership:
    own = Membership.objects.select_related("cohort", "supporter__user")
    return get_object_or_404(own, cohort=pk, supporter=supporter)


def _moved(
    request: HttpRequest, own: Membership, act: Callable[..., Membership], address: str, *, said: str, again: str = ""
) -> HttpResponse:
    """Into another state, by the person; refused, the list of all groups says why. `again`: where the button stands, if
    not on a page of its own."""
    form = IdempotentForm(request.POST)
    if not form.is_valid():
        return redirect(again or request.path)
    return _done(request, own.supporter, take(request, form, lambda now: act(own, now=now), address, said=said))


def _done(request: HttpRequest, supporter: Supporter, step: Step) -> HttpResponse:
    return step.done or _overview(request, supporter, step.refusals(refusals))


def cohort_members_only(view: View) -> View:
    """Who has left the cohort, or the network, reads so where they come back by an old link; for all others there is no
    such cohort."""

    @wraps(view)
    def only(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
        known = Membership.objects.ever_in_cohort().select_related("cohort", "supporter")
        membership = get_object_or_404(known, supporter=supporter, cohort=pk)
        if membership.state == MembershipState.LEFT or supporter.has_left:
            return render(request, "consultations/progress/left.html", {"membership": membership}, status=403)
        return view(request, membership)

    return supporters_only(only)


@require_safe
@cohort_members_only
def cohort(request: HttpRequest, membership: Membership) -> HttpResponse:
    now = timezone.now()
    way = own_way(request, membership, now=now)
    roster = Membership.objects.on_roster().filter(cohort=membership.cohort, supporter__left_on=None)
    context = {
        "membership": membership,
        "cohort": membership.cohort,
        "way": way,
        "step": member_step(way, membership, now),
        "roster": roster.order_by("shared_name"),
    }
    return render(request, "consultations/progress/cohort.html", context)


@cohort_members_only
def sharing(request: HttpRequest, membership: Membership) -> HttpResponse:
    known = {"shared_name": membership.shared_name, "shared_contact": membership.shared_contact}
    form = SharingForm(request.POST or None, initial=known)
    if form.is_valid():
        # Sent twice, it says the same twice.
        share(membership, name=form.cleaned_data["shared_name"], contact=form.cleaned_data["shared_contact"])
        messages.success(request, _("Stored."))
        return redirect("consultations:cohort", membership.cohort_id)
    context = {"form": form, "cohort": membership.cohort}
    return render(request, "consultations/progress/sharing.html", context)


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    return _leave(request, pk=pk) if request.method == "POST" else _ask_about_leaving(request, pk=pk)


@supporters_only
def _leave(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    said = _("You are no longer in this group.")
    return _moved(request, _own(supporter, pk), leave_cohort, reverse("consultations:cohorts"), said=said)


@cohort_members_only
def _ask_about_leaving(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Who has completed stays, for the certificate says so, and is told."""
    return _asked(request, membership, judge_removal(facts_of(membership)), "consultations/progress/leaving.html")


@supporters_only
def taking_back(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """An application. An address of its own, so that who was let in meanwhile doesn't leave by it."""
    own = _own(supporter, pk)
    if request.method == "POST":
        said = _("Your application is taken back.")
        return _moved(request, own, take_back, reverse("consultations:cohorts"), said=said)
    decision = judge_ending_application(facts_of(own))
    return _asked(request, own, decision, "consultations/progress/taking_back.html")


def _asked(request: HttpRequest, own: Membership, decision: Decision, template: str) -> HttpResponse:
    """Whether they are sure; where it isn't possible, why."""
    if not decision.is_allowed:
        return _overview(request, own.supporter, refusals(decision))
    return render(request, template, {"form": IdempotentForm(), "cohort": own.cohort})
