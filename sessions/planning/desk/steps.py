"""What coordinators do with meetings at the desk; each view calls one action and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.people.facts import user_id
from portal.desks import for_who_may
from portal.forms import IdempotentForm
from portal.readings import whole_number
from portal.steps import taken_by_staff

from ...bookings.enums import Role
from ...groups.models import Cohort
from ...meetings.models import Meeting, SessionPlan
from ...meetings.texts import called, period
from ..actions.announcing import announce as announce_it
from ..actions.planning import cancel_meeting, plan, set_planned
from ..actions.planning import change as change_it
from ..actions.planning import move as move_it
from ..actions.seating import change_seats, losers, role_seats
from ..forms.changing import AnnounceForm, ChangeForm, MoveForm, SeatsForm, YearForm
from ..forms.planning import PlanForm, copied, workshop_of
from ..texts import sentences

PLAN = "consultations.plan_meeting"

may_plan = for_who_may(PLAN)


@may_plan
def new(request: HttpRequest) -> HttpResponse:
    """With `?cohort=`, a workshop of it."""
    cohort = Cohort.objects.filter(pk=whole_number(request.GET.get("cohort", "")) or 0).first()
    form = PlanForm(request.POST or None, initial=workshop_of(cohort) if cohort else None)
    return _planned(request, form, gettext_lazy("Plan a session"))


@may_plan
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """The plan of another one, to be checked: without link and bookings."""
    original = _found(key)
    form = PlanForm(request.POST or None, initial=copied(original))
    return _planned(request, form, gettext_lazy("Plan a copy"), called(original))


def _planned(request: HttpRequest, form: PlanForm, title: Promise, subtitle: str = "") -> HttpResponse:
    def act(now: datetime) -> Meeting:
        return plan(form.wanted(now), facilitators=form.cleaned_data["facilitators"], by_id=user_id(request), now=now)

    page = {"title": title, "subtitle": subtitle, "button": gettext_lazy("Plan"), "back_url": reverse("meetings:index")}
    return _step(request, form, act, page)


@may_plan
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = ChangeForm(request.POST or None, meeting=meeting)

    def act(now: datetime) -> Meeting:
        facilitators = form.cleaned_data["facilitators"]
        return change_it(meeting, form.wanted(), facilitators=facilitators, by_id=user_id(request), now=now)

    return _step(request, form, act, _page(meeting, gettext_lazy("Change the session"), gettext_lazy("Save")))


@may_plan
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = MoveForm(request.POST or None, meeting=meeting)
    note = gettext_lazy("Everybody with a booking gets one mail that there is news.")
    page = _page(meeting, gettext_lazy("Move the session"), gettext_lazy("Move"), note)
    return _step(request, form, lambda now: move_it(meeting, form.wanted(), by_id=user_id(request), now=now), page)


@may_plan
def seats(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    known = {"helper_seats": meeting.helper_seats, "learner_seats": meeting.learner_seats}
    form = SeatsForm(request.POST or None, initial=known, losers=losers(meeting))

    def act(now: datetime) -> Meeting:
        freed = [booking.pk for booking in form.cleaned_data["freed"]]
        return change_seats(meeting, form.wanted(), freed=freed, by_id=user_id(request), now=now)

    page = _page(meeting, gettext_lazy("Change the number of seats"), gettext_lazy("Save"))
    page["taken"] = [role.taken for role in role_seats(meeting, dict.fromkeys((Role.HELPER, Role.LEARNER), 0), [])]
    return _step(request, form, act, page, template="consultations/planning/desk/seats.html")


@may_plan
def announce(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _found(key)
    form = AnnounceForm(request.POST or None)

    def act(now: datetime) -> Meeting:
        announce_it(meeting, at=form.at(), by_id=user_id(request), now=now)
        return meeting

    note = gettext_lazy("A page is made in each language. You can write the details there, now or later.")
    page = _page(meeting, gettext_lazy("Announce the session"), gettext_lazy("Announce"), note)
    return _step(request, form, act, page)


@may_plan
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting, form = _found(key), IdempotentForm(request.POST or None)
    note = gettext_lazy("All bookings are cancelled, and everybody is told. This can't be undone.")
    page = _page(meeting, gettext_lazy("Cancel the session"), gettext_lazy("Cancel the session"), note)
    page["is_final"] = True
    return _step(request, form, lambda now: cancel_meeting(meeting, by_id=user_id(request), now=now), page)


@may_plan
def year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """S1: the number of sessions that a fiscal year is to have."""
    if not 2000 <= fiscal_year < 2100:
        raise Http404
    stored = SessionPlan.objects.filter(fiscal_year=fiscal_year).first()
    form = YearForm(request.POST or None, initial={"planned": stored.planned if stored else None})
    back_url = reverse("meetings:index")
    page = {"title": gettext_lazy("Yearly plan"), "subtitle": fiscal_year, "button": gettext_lazy("Save")}
    return taken_by_staff(
        request,
        form,
        lambda now: set_planned(fiscal_year, form.cleaned_data["planned"], by_id=user_id(request), now=now),
        back_url,
        {**page, "icon": "comment", "back_url": back_url},
        said=_("Saved."),
    )


def _found(key: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("cohort"), pk=key)


def _page(meeting: Meeting, title: Promise, button: Promise, *words: Promise) -> dict[str, Any]:
    back_url = reverse("meetings:inspect", args=[meeting.pk])
    told = {"subtitle": called(meeting), "words": [period(meeting), *words]}
    return {"title": title, "button": button, "back_url": back_url, **told}


def _step(
    request: HttpRequest,
    form: IdempotentForm,
    act: Callable[[datetime], Meeting],
    page: dict[str, Any],
    template: str = "consultations/planning/desk/form.html",
) -> HttpResponse:
    """Leads to the meeting, with a message that says in words what was understood."""

    def said(meeting: Meeting) -> str:
        return _("%(name)s: %(when)s (Japan time).") % {"name": called(meeting), "when": period(meeting)}

    return taken_by_staff(
        request,
        form,
        act,
        lambda meeting: reverse("meetings:inspect", args=[meeting.pk]),
        {**page, "icon": "comment"},
        said=said,
        sentences=sentences,
        template=template,
    )
