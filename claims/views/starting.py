from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.models import Supporter
from network.people.facts import user_id

from ..drafts import ClaimDraft
from ..starting import accompaniment, begin_from, in_words
from .doors import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def start_from(request: HttpRequest, supporter: Supporter, reference: str) -> HttpResponse:
    """Only a POST fills in the draft, and one that was begun otherwise only when that is said."""
    now = timezone.now()
    chosen = accompaniment(supporter, reference, now)
    if chosen is None:
        raise Http404
    draft = ClaimDraft(user_id(request))
    would_lose = bool(draft.values) and draft.begun_from != reference
    if request.method == "POST" and (not would_lose or "replace" in request.POST):
        begin_from(draft, chosen, now=now)
        return redirect("claims:step", draft.first_missing)
    context = {"suggestion": in_words(chosen), "would_lose": would_lose}
    return render(request, "claims/start_from.html", context)
