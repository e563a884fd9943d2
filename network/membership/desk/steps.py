"""For requests that come by post: what the portal holds about somebody, leaving, and having it erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal import audit
from portal.desks import for_who_may, pressed_by_who_may
from portal.personal_data import collect
from portal.readings import plain_text
from portal.refusals import RefusedError

from ...people.addresses.rules import Ending
from ...people.facts import staying_for, user_id
from ...people.models import Supporter
from .. import actions as membership
from ..facts import erasing_of, leaving_of
from ..forms import ByNetworkIdForm

END = "network.end_membership"


@pressed_by_who_may(END)
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed and posted to whoever asked. By POST, and on record: the page shows everything."""
    supporter = get_object_or_404(Supporter, pk=pk, erased_on=None)
    now = timezone.now()
    audit.record("data seen", on=supporter, ref=str(supporter), now=now, actor_id=user_id(request), reason="by post")
    return render(request, "network/membership/my_data_file.html", {"sections": collect(supporter)})


@for_who_may(END)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    title = gettext_lazy("Register that this person leaves the network")
    return _end(request, pk, membership.leave, leaving_of, title, gettext_lazy("Leaves the network"))


@for_who_may(END)
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    title = gettext_lazy("Erase the data of this person")
    return _end(request, pk, membership.erase, erasing_of, title, gettext_lazy("Erase for ever"))


def _end(
    request: HttpRequest,
    pk: int,
    act: Callable[..., None],
    judged: Callable[..., Ending],
    title: Promise,
    button: Promise,
) -> HttpResponse:
    supporter = Supporter.objects.exclude(user=user_id(request)).filter(pk=pk, erased_on=None).first()
    if supporter is None:
        return lead_on(request, request.POST.get("network_id", ""))
    now: datetime = timezone.now()
    form = ByNetworkIdForm(request.POST or None, supporter=supporter)
    ending = judged(supporter, now=now)
    if ending.is_allowed and form.is_valid():
        try:
            act(supporter, by_id=user_id(request), now=now)
        except RefusedError as refused:
            ending = refused.decision
        except Supporter.DoesNotExist:
            return lead_on(request, supporter.network_id)
        else:
            messages.success(request, _("Done for %(network_id)s.") % {"network_id": supporter})
            return redirect("supporters:inspect", pk)
    context: dict[str, Any] = {"form": form, "supporter": supporter, "title": title, "button": button, "ending": ending}
    context["stays"] = [section for section in collect(supporter) if section.stays] if act is membership.erase else []
    return render(request, "network/membership/desk/end.html", context)


def lead_on(request: HttpRequest, given_up: str) -> HttpResponse:
    """To the record with which that of the page has become one meanwhile; what else is gone, isn't there."""
    staying = staying_for(plain_text(given_up))
    if staying is None:
        raise Http404
    told = _(
        "Meanwhile the record was joined with this one, so nothing was done. If it is still to be done, do it here."
    )
    messages.warning(request, told)
    return redirect("supporters:inspect", staying.pk)
