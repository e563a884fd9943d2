"""One person, two records: found and compared by one colleague, confirmed by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from portal import audit
from portal.desks import for_who_may, pressed_by_who_may
from portal.steps import take

from ...people.facts import find_supporter, user_id
from ...people.models import Supporter
from ..desk.steps import END
from ..models import JoiningProposal
from .actions import CannotJoinError, drop_joining, join_records, propose_joining
from .comparing import compared
from .facts import Joining, joining_of
from .forms import FindPersonForm, ProposalForm

MOST_FOUND = 20
NOT_NOW = gettext_lazy("Something has changed since. Compare the two records again.")


def _people(request: HttpRequest) -> Any:
    return Supporter.objects.filter(erased_on=None).exclude(user=user_id(request)).select_related("user")


@for_who_may(END)
def find(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = get_object_or_404(_people(request), pk=pk)
    form = FindPersonForm(request.POST or None)
    found = _found(form.cleaned_data["typed"], _people(request).exclude(pk=pk)) if form.is_valid() else None
    context = {"supporter": supporter, "form": form, "found": found}
    return render(request, "network/membership/desk/join_find.html", context)


def _found(typed: str, people: Any) -> list[Supporter]:
    by_id = find_supporter(typed)
    ways = Q(name__icontains=typed) | Q(name_kana__icontains=typed) | Q(pk=by_id.pk if by_id else None)
    return list(people.filter(ways).order_by("name", "pk")[:MOST_FOUND])


@for_who_may(END)
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What stays, and all that stands against it, before anything can be sent."""
    now, by_id = timezone.now(), user_id(request)
    joining = joining_of(*(get_object_or_404(_people(request), pk=one) for one in (pk, other)), by_id=by_id, now=now)
    both = {"staying": joining.staying, "joining": joining.joining}
    proposal = JoiningProposal.objects.filter(**both).first()
    form = ProposalForm(request.POST or None)
    if not joining.obstacles and (answer := _propose(request, joining, proposal, form)):
        return answer
    for one in both.values():
        audit.record("card seen", on=one, ref=str(one), now=now, actor_id=by_id)
    context = {
        "joining": joining,
        "form": form,
        "proposal": proposal,
        "is_own_proposal": proposal is not None and proposal.proposed_by_id == by_id,
        "rows": compared(joining),
    }
    return render(request, "network/membership/desk/join.html", context)


def _propose(
    request: HttpRequest, joining: Joining, standing: JoiningProposal | None, form: ProposalForm
) -> HttpResponse | None:
    both, by_id = (joining.staying, joining.joining), user_id(request)

    def act(now: datetime) -> None:
        if standing is not None:
            raise CannotJoinError
        propose_joining(*both, reason=form.cleaned_data["reason"], by_id=by_id, now=now)

    said = _("Proposed. A colleague confirms it in this list.")
    try:
        return take(request, form, act, reverse("supporters:joinings"), said=said).done
    except CannotJoinError:
        messages.error(request, NOT_NOW)
        return redirect("supporters:join_with", *(one.pk for one in both))


@permission_required(END)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    waiting = JoiningProposal.objects.select_related("staying", "joining")
    return render(request, "network/membership/desk/joinings.html", {"proposals": waiting, "own_id": user_id(request)})


@pressed_by_who_may(END)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = JoiningProposal.objects.filter(pk=pk).first()
    if proposal is None:
        return _over(request)
    if proposal.proposed_by_id == user_id(request):
        raise Http404
    try:
        outcome = request.POST.get("outcome", "")
        staying = join_records(proposal, outcome=outcome, by_id=user_id(request), now=timezone.now())
    except CannotJoinError:
        messages.error(request, NOT_NOW)
        return redirect("supporters:join_with", proposal.staying_id, proposal.joining_id)
    messages.success(request, _("The two records are one now: %(network_id)s.") % {"network_id": staying})
    return redirect("supporters:inspect", staying.pk)


@pressed_by_who_may(END)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """By whoever: two records stay what they were."""
    proposal = JoiningProposal.objects.select_related("staying").filter(pk=pk).first()
    if proposal is None:
        return _over(request)
    drop_joining(proposal, by_id=user_id(request), now=timezone.now())
    messages.success(request, _("The proposal is dropped. Both records stay as they are."))
    return redirect("supporters:joinings")


def _over(request: HttpRequest) -> HttpResponse:
    """Pressed twice, or a colleague was faster."""
    messages.warning(request, _("This proposal waits no longer: it has been confirmed or dropped."))
    return redirect("supporters:joinings")
