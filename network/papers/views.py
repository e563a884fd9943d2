"""A supporter's own papers: where they are, and the renewal in one step (R4)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.dates import tokyo_day
from portal.refusals import RefusedError

from ..people.facts import signed_in_supporter
from ..people.models import Supporter
from .actions import renew
from .facts import missing_term
from .models import Papers
from .texts import sentences


@login_required
@require_safe
def own_papers(request: HttpRequest) -> HttpResponse:
    supporter = _supporter_or_404(request)
    papers = papers_of(supporter)
    renewable = None if supporter.has_left else missing_term(papers, tokyo_day(timezone.now()))
    return render(
        request, "network/papers/own_papers.html", {"supporter": supporter, "papers": papers, "renewable": renewable}
    )


@login_required
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    try:
        renew(_supporter_or_404(request), by_id=request.user.pk, now=timezone.now())
    except RefusedError as error:
        messages.error(request, " ".join(sentences(error.decision)))
    else:
        messages.success(request, _("Thank you. The office will post the new papers to you."))
    return redirect("network:papers")


def papers_of(supporter: Supporter) -> list[Papers]:
    return list(supporter.papers.select_related("term").order_by("-term__starts_on"))


def _supporter_or_404(request: HttpRequest) -> Supporter:
    supporter = signed_in_supporter(request)
    if supporter is None:
        raise Http404
    return supporter
