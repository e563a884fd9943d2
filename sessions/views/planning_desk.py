"""What coordinators do with meetings at the desk; each view calls one action and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from network.facts import user_id
from portal.idempotency import once
from portal.readings import whole_number
from portal.refusals import RefusedError

from ..actions.announcing import announce as announce_it
from ..actions.planning import cancel_meeting, plan, set_planned
from ..actions.planning import change as change_it
from ..actions.planning import move as move_it
from ..actions.seating import change_seats, losers, role_seats
from ..enums import Role
from ..facts.announced import called
from ..forms.changing import AnnounceForm, ChangeForm, MoveForm, SeatsForm, SureForm, YearForm
from ..forms.planning import PlanForm, copied, workshop_of
from ..models import Cohort, Meeting, SessionPlan
from ..reasons_planning import sentences
from ..templatetags.meeting_tags import period

PLAN = "consultations.plan_meeting"

may_plan = permission_required(PLAN)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@may_plan
@form_methods
def new(request: HttpRequest) -> HttpResponse:
    """With `?cohort=`, a workshop of it."""
    cohort = Cohort.objects.filter(pk=whole_number(request.GET.get("cohort", "")) or 0).first()
    form = PlanForm(request.POST or None, initial=workshop_of(cohort) if cohort else None)
    return _planned(request, form, gettext_lazy("Plan a session"))


@may_plan
@form_methods
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """The plan of another one, to be checked: without link and bookings."""
    original = _found(key)
    form = PlanForm(request.POST or None, initial=copied(original))
    return _planned(request, form, gettext_lazy("Plan a copy"), called(original))


def _planned(request: HttpRequest, form: PlanForm, title: Promise, subtitle: str = "") -> HttpResponse:
    def act() -> Meeting:
        return plan(form.wanted(timezone.now()), by_id=user_id(request), now=timezone.now())

    return _answer(request, form, act, {"title": title, "subtitle": subtitle, "button": gettext_lazy("Plan")})


@may_plan
@form_methods
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = ChangeForm(request.POST or None, meeting=meeting)

    def act() -> Meeting:
        return change_it(meeting, form.wanted(), by_id=user_id(request), now=timezone.now())

    return _answer(request, form, act, _words(meeting, gettext_lazy("Change the session"), gettext_lazy("Save")))


@may_plan
@form_methods
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = MoveForm(request.POST or None, meeting=meeting)

    def act() -> Meeting:
        return move_it(meeting, form.wanted(), by_id=user_id(request), now=timezone.now())

    note = gettext_lazy("Everybody with a booking gets one mail that there is news.")
    words = _words(meeting, gettext_lazy("Move the session"), gettext_lazy("Move"))
    return _answer(request, form, act, {**words, "note": note})


@may_plan
@form_methods
def seats(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    now = {"helper_seats": meeting.helper_seats, "learner_seats": meeting.learner_seats}
    form = SeatsForm(request.POST or None, initial=now, losers=losers(meeting))

    def act() -> Meeting:
        freed = [booking.pk for booking in form.cleaned_data["freed"]]
        return change_seats(meeting, form.wanted(), freed=freed, by_id=user_id(request), now=timezone.now())

    words = _words(meeting, gettext_lazy("Change the number of seats"), gettext_lazy("Save"))
    taken = [role.taken for role in role_seats(meeting, dict.fromkeys((Role.HELPER, Role.LEARNER), 0), [])]
    return _answer(request, form, act, {**words, "taken": taken}, template="meeting_seats.html")


@may_plan
@form_methods
def announce(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = AnnounceForm(request.POST or None)

    def act() -> Meeting:
        announce_it(meeting, at=form.at(), by_id=user_id(request), now=timezone.now())
        return meeting

    note = gettext_lazy("A page is made in each language. You can write the details there, now or later.")
    words = _words(meeting, gettext_lazy("Announce the session"), gettext_lazy("Announce"))
    return _answer(request, form, act, {**words, "note": note})


@may_plan
@form_methods
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)

    def act() -> Meeting:
        return cancel_meeting(meeting, by_id=user_id(request), now=timezone.now())

    note = gettext_lazy("All bookings are cancelled, and everybody is told. This can't be undone.")
    words = _words(meeting, gettext_lazy("Cancel the session"), gettext_lazy("Cancel the session"))
    return _answer(request, SureForm(request.POST or None), act, {**words, "note": note, "is_final": True})


@may_plan
@form_methods
def year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """S1: the number of sessions that a fiscal year is to have."""
    if not 2000 <= fiscal_year < 2100:
        raise Http404
    stored = SessionPlan.objects.filter(fiscal_year=fiscal_year).first()
    form = YearForm(request.POST or None, initial={"planned": stored.planned if stored else None})
    if form.is_valid():

        def act() -> str:
            set_planned(fiscal_year, form.cleaned_data["planned"], by_id=user_id(request), now=timezone.now())
            messages.success(request, _("Saved."))
            return reverse("meetings:index")

        return redirect(once(str(request.user.pk), form.cleaned_data["idempotency_key"], act, now=timezone.now()))
    words = {"title": gettext_lazy("Yearly plan"), "subtitle": fiscal_year, "button": gettext_lazy("Save")}
    return render(request, "consultations/desk/meeting_form.html", {**words, "form": form})


def _found(key: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("cohort"), pk=key)


def _words(meeting: Meeting, title: Promise, button: Promise) -> dict[str, Any]:
    return {"meeting": meeting, "title": title, "subtitle": called(meeting), "button": button}


def _answer(
    request: HttpRequest,
    form: Form,
    act: Callable[[], Meeting],
    words: dict[str, Any],
    *,
    template: str = "meeting_form.html",
) -> HttpResponse:
    """Runs the action once; the form comes back with all reasons where it is refused."""
    refusals: list[str] = []
    if form.is_valid():
        try:
            return redirect(_done(request, form, act))
        except RefusedError as error:
            refusals = sentences(error.decision)
    return render(request, f"consultations/desk/{template}", {**words, "form": form, "refusals": refusals})


def _done(request: HttpRequest, form: Form, act: Callable[[], Meeting]) -> str:
    """The address of the meeting, with a message that says in words what was understood."""

    def acted() -> str:
        meeting = act()
        said = {"name": called(meeting), "when": period(meeting)}
        messages.success(request, _("%(name)s: %(when)s (Japan time).") % said)
        return reverse("meetings:inspect", args=[meeting.pk])

    return once(str(request.user.pk), form.cleaned_data["idempotency_key"], acted, now=timezone.now())
