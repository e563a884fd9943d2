"""Guards around views: for those whom a room knows, and for what a copied session must not be enough for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST
from wagtail import hooks

from .dashboard import once_a_request

View = Callable[..., HttpResponse]


class Known(Protocol):
    @property
    def has_left(self) -> bool: ...


def handed_over(
    find: Callable[[HttpRequest], Known | None], *, otherwise: str, has_left: str = ""
) -> Callable[[View], View]:
    """Hands the view what `find` knows of who is signed in. The templates are for those of whom it knows nothing, and
    for those who have left, where the view begins something new: they read so before they have filled in anything."""

    def guard(view: View) -> View:
        @wraps(view)
        def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = find(request)
            if found is None:
                return render(request, otherwise, status=403)
            if has_left and found.has_left:
                return render(request, has_left, status=403)
            return view(request, found, *args, **kwargs)

        return only

    return guard


def signed_in_or_kept(keep: Callable[..., bool]) -> Callable[[View], View]:
    """For a form that is kept while somebody types: what they send when their session has ended is kept by `keep`, and
    there again once they have signed in."""

    def guard(view: View) -> View:
        @wraps(view)
        def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if request.method == "POST":
                keep(request, *args, **kwargs)
            return redirect_to_login(request.get_full_path())

        return only

    return guard


def kept_while_typed(keep: Callable[..., bool]) -> View:
    """The view to which the page of such a form sends what stands in it."""

    @require_POST
    @wraps(keep)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=204 if keep(request, *args, **kwargs) else 403)

    return view


def asked_for(request: HttpRequest) -> str:
    """The name of the view behind the address, before the view is called; none, of an address of nothing. Several
    doors ask, and it is looked up once."""
    return once_a_request(request, "_asked_for", lambda: name_at(request.path_info))


def name_at(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def way_to_prove(request: HttpRequest, wanted: str) -> str | None:
    """The address of the page on which somebody shows once more that it is they, and which leads on to the wanted one;
    None: it was shown just now. The room that knows the accounts answers; with nobody to answer this fails: a guard
    that is missing must not let everybody pass."""
    (answer,) = hooks.get_hooks("portal_way_to_prove")
    way: str | None = answer(request, wanted)
    return way
