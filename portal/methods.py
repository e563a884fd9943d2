"""Which HTTP methods are answered. Many views ask only whether a request is a POST, and take all others for a GET."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

EVERYWHERE = ("GET", "HEAD", "POST")
# By the name of the address, as the resolver knows it: what the scripts of Wagtail's admin send.
BESIDES = {
    "wagtail_localize:edit_override": ("PUT", "DELETE"),
    "wagtail_localize:edit_string_translation": ("PUT", "DELETE"),
    "wagtailadmin_dismissibles": ("PATCH",),
    "wagtailadmin_pages:preview_on_add": ("DELETE",),
    "wagtailadmin_pages:preview_on_edit": ("DELETE",),
}


class OnlyMethodsInUse:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        answered = (*EVERYWHERE, *BESIDES.get(name, ()))
        return None if request.method in answered else HttpResponseNotAllowed(answered)
