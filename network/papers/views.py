"""A supporter's own papers: where they are, and the renewal in one step (R4)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.dates import tokyo_day
from portal.refusals import RefusedError

from ..people.doors import members_only
from ..people.models import Supporter
from .actions import renew
from .facts import missing_term
from .texts import sentences


@members_only
@require_safe
def own_papers(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    papers = list(supporter.papers.select_related("term").order_by("-term__starts_on"))
    renewable = None if supporter.has_left else missing_term(papers, tokyo_day(timezone.now()))
    return render(
        request, "network/papers/own_papers.html", {"supporter": supporter, "papers": papers, "renewable": renewable}
    )


@members_only
@require_POST
def ask_again(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    try:
        renew(supporter, by_id=request.user.pk, now=timezone.now())
    except RefusedError as error:
        messages.error(request, " ".join(sentences(error.decision)))
    else:
        messages.success(request, _("Thank you. The office will post the new papers to you."))
    return redirect("network:papers")
