"""What the desk does with the papers; each view calls one action and says what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from portal.dates import tokyo_day
from portal.desks import for_who_may, pressed_by_who_may
from portal.refusals import RefusedError
from portal.steps import STAFF_STEP, taken_by_staff

from ...people.facts import find_supporter, user_id
from ...people.models import Supporter, User
from ..actions import ask_for_renewal, move_papers, not_renewed, open_papers
from ..enums import MissingPart, PapersState
from ..facts import renewable_term
from ..forms import FindForm, MissingForm, SendOutForm
from ..models import Papers, Term
from ..texts import sentences

HANDLE = "network.handle_papers"


@for_who_may(HANDLE)
def find(request: HttpRequest) -> HttpResponse:
    """By POST: what was scanned stands in no address."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        supporter = find_supporter(form.cleaned_data["network_id"])
        if supporter is not None:
            return redirect("supporters:inspect", supporter.pk)
        form.add_error("network_id", _("Nobody has this network ID. Compare each character with the paper."))
    page = {"title": _("Find by network ID"), "button": _("Find"), "icon": "search"}
    return render(request, STAFF_STEP, {**page, "form": form})


@pressed_by_who_may(HANDLE)
def move(request: HttpRequest, pk: int, to: PapersState) -> HttpResponse:
    papers = get_object_or_404(Papers, pk=pk)
    try:
        messages.success(request, _moved(move_papers(papers, to, by_id=user_id(request), now=timezone.now())))
    except RefusedError as error:
        messages.error(request, " ".join(sentences(error.decision)))
    return redirect("supporters:inspect", papers.supporter_id)


@for_who_may(HANDLE)
def incomplete(request: HttpRequest, pk: int) -> HttpResponse:
    papers = get_object_or_404(Papers.objects.select_related("supporter", "term"), pk=pk)
    form = MissingForm(request.POST or None)
    here = reverse("supporters:inspect", args=[papers.supporter_id])

    def act(now: datetime) -> Papers:
        # What is missing may be said again, with a mail each time; a double click must not.
        return move_papers(papers, PapersState.INCOMPLETE, missing=form.parts(), by_id=user_id(request), now=now)

    page = {"title": _("Papers incomplete"), "subtitle": papers, "button": _("Mark as incomplete"), "icon": "form"}
    page["back_url"] = here
    return taken_by_staff(request, form, act, here, page, said=_moved, sentences=sentences, refused_at=here)


def _moved(papers: Papers) -> str:
    said = {"network_id": papers.supporter, "state": papers.get_state_display()}
    return _("Papers of %(network_id)s: %(state)s.") % said


@pressed_by_who_may(HANDLE)
def open_for(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who asks by telephone or post (R4)."""
    supporter = get_object_or_404(Supporter.objects.registered(), pk=pk)
    term = renewable_term(supporter, tokyo_day(timezone.now()))
    if term is not None:
        open_papers(supporter, term, by_id=user_id(request), now=timezone.now())
    return redirect("supporters:inspect", pk)


@for_who_may(HANDLE)
def send_out(request: HttpRequest) -> HttpResponse:
    """Many envelopes at once, with a line for each about what came of it."""
    form = SendOutForm(request.POST or None)
    report = _sent(request, form) if form.is_valid() else []
    waiting = Papers.objects.to_send().select_related("supporter", "term").order_by("changed_at", "pk")
    return render(request, "network/papers/desk/send.html", {"form": form, "report": report, "waiting": waiting})


def _sent(request: HttpRequest, form: SendOutForm) -> list[dict[str, Any]]:
    report = []
    for papers in form.cleaned_data["papers"].select_related("supporter"):
        try:
            move_papers(papers, PapersState.SENT, by_id=user_id(request), now=timezone.now())
        except RefusedError as error:
            report.append({"papers": papers, "refusals": sentences(error.decision)})
        else:
            report.append({"papers": papers, "refusals": []})
    return report


@for_who_may(HANDLE)
def renewal(request: HttpRequest) -> HttpResponse:
    """The campaign: a mail to everybody whose papers are for an earlier term (R4)."""
    term = Term.objects.after(tokyo_day(timezone.now())).first()
    if request.method == "POST" and term is not None:
        count = ask_for_renewal(term, by_id=user_id(request), now=timezone.now())
        said = ngettext("%(count)d person is asked by mail.", "%(count)d people are asked by mail.", count)
        messages.success(request, said % {"count": count})
        return redirect("papers:renewal")
    waiting = len(not_renewed(term)) if term else 0
    return render(request, "network/papers/desk/renewal.html", {"term": term, "waiting": waiting})


def told(papers: Papers) -> list[dict[str, Any]]:
    """The steps of these papers, with who took them."""
    steps = list(papers.steps.all())
    people = User.objects.in_bulk({step.actor_id for step in steps if step.actor_id})
    return [
        {
            "step": step,
            "by": _("supporter") if step.actor_id == papers.supporter.user_id else people.get(step.actor_id),
            "missing": [MissingPart(value).label for value in step.missing],
        }
        for step in steps
    ]
