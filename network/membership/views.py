"""What the portal holds about whoever is signed in: to see, correct, take along, and have erased."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.personal_data import as_plain, collect
from portal.refusals import RefusedError

from ..people.addresses.rules import Ending
from ..people.doors import View, members_only
from ..people.facts import staying_for
from ..people.models import Supporter
from ..people.signing_in import proving
from ..people.signing_in.interrupted import keep_own
from ..people.signing_in.proving import proven_first
from ..registering.forms import SpeakForm
from . import actions as membership
from .facts import erasing_of, leaving_of
from .forms import FORMS, ByNetworkIdForm, known, told

# Of the pages to correct: where letters and calls of the office go.
REACH = "reach"


@members_only
@require_safe
def overview(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Asks for no proof, so it shows nothing that asks for one."""
    sections = [section for section in collect(supporter) if not section.only_in_the_file]
    return render(request, "network/membership/my_data.html", {"supporter": supporter, "sections": sections})


@members_only
@require_safe
@proven_first
def as_json(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    return _download(JsonResponse(as_plain(collect(supporter)), json_dumps_params={"ensure_ascii": False}), "json")


@members_only
@require_safe
@proven_first
def as_html(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    sections = collect(supporter)
    return _download(render(request, "network/membership/my_data_file.html", {"sections": sections}), "html")


def _download(response: HttpResponse, ending: str) -> HttpResponse:
    # Neutral, for it stands in lists of downloads.
    response["Content-Disposition"] = f'attachment; filename="my-data.{ending}"'
    return response


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, supporter: Supporter, page: str) -> HttpResponseBase:
    if page not in FORMS:
        raise Http404
    if page == REACH and not proving.is_proven(request):
        # What was typed for longer than a proof holds waits to be sent again.
        is_kept = request.method == "POST" and keep_own(request)
        return proving.to_prove(request, reverse("unsent") if is_kept else request.get_full_path())
    form = FORMS[page](request.POST or None, initial=known(supporter))
    if form.is_valid():
        languages = form.languages() if isinstance(form, SpeakForm) else None
        membership.correct(supporter, told(form), languages=languages, by_id=request.user.pk, now=timezone.now())
        messages.success(request, _("Stored. Thank you."))
        return redirect("network:my_data")
    return render(request, "network/membership/my_data_edit.html", {"form": form, "page": page})


def may_end(judged: Callable[..., Ending]) -> Callable[[View], View]:
    """Shows why not yet, and from when on, instead of the form; what changed meanwhile too. Whose record has become one
    with another meanwhile is asked once more, of that one."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, supporter: Supporter) -> HttpResponseBase:
            ending = judged(supporter, now=timezone.now())
            if ending.is_allowed:
                try:
                    return view(request, supporter)
                except RefusedError as refused:
                    ending = refused.decision
                except Supporter.DoesNotExist as gone:
                    if staying_for(supporter.network_id) is None:
                        raise Http404 from gone
                    told = _(
                        "Your two records have just become one, so nothing was done. "
                        "If you still want it, confirm it here once more."
                    )
                    messages.warning(request, told)
                    return redirect(request.path)
            return render(request, "network/membership/not_ended.html", {"ending": ending})

        return guarded

    return guard


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@proven_first
@may_end(leaving_of)
def leave(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    form = ByNetworkIdForm(request.POST or None, supporter=supporter)
    if form.is_valid():
        membership.leave(supporter, by_id=request.user.pk, now=timezone.now())
        messages.info(request, _("You have left the network. Your claims stay on your page."))
        return redirect("my_page")
    return render(request, "network/membership/leave.html", {"form": form, "supporter": supporter})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@proven_first
@may_end(erasing_of)
def erase(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    form = ByNetworkIdForm(request.POST or None, supporter=supporter)
    if form.is_valid():
        membership.erase(supporter, by_id=request.user.pk, now=timezone.now())
        logout(request)
        messages.info(request, _("Your data are erased, and your login is closed."))
        return redirect("wagtail_serve", "")
    stays = [section for section in collect(supporter) if section.stays]
    return render(request, "network/membership/erase.html", {"form": form, "stays": stays})
