from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.views import serve as wagtail_serve

from . import pages, unsent
from .dashboard import collect_cards, collect_steps, next_step


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, spared from asking anew for the site, the locale and the home page."""
    home = pages.home(get_language())
    if home is not None:
        components = [component for component in path.split("/") if component]
        try:
            # Where Page.route_for_request keeps its answer.
            request._wagtail_route_for_request = home.route(request, components)  # type: ignore[attr-defined]
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


@login_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    steps = collect_steps(request)
    context = {"steps": steps, "next_step": next_step(steps), "cards": collect_cards(request)}
    return render(request, "portal/my_page.html", context)


@login_required
@never_cache
@require_safe
def unsent_forms(request: HttpRequest) -> HttpResponse:
    """What this person sent from this browser when the portal first had to ask who they were."""
    browser = unsent.browser_of(request.COOKIES.get(unsent.BROWSER, ""))
    forms = unsent.waiting(request.user.pk, browser, now=timezone.now())
    return render(request, "portal/unsent.html", {"forms": forms})


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    unsent.throw_away(request.user.pk, pk)
    return redirect("unsent")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no view could read; of the exception nothing is said, for it may quote what was sent."""
    return _in_all_languages(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says sorry without asking the database, which may be what failed."""
    return _in_all_languages(request, "500.html", 500)


def _in_all_languages(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """The reader's first: as the address or the browser tells it, for no middleware may have looked yet."""
    own = get_language_from_request(request, check_path=True)
    others = [code for code, _name in settings.LANGUAGES if code != own]
    with override(own):
        return render(request, template, {"languages": [own, *others]}, status=status)
