"""Whole pages for strangers, as they were once answered: no query, no cookie.

They are alike for everybody who brings neither a session nor a message that waits, until something is published, or
until the moment from which the page would say something else. Browsers ask each time whether that has come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.translation import get_language_from_path, override

from . import compression, structure
from .dates import end_of_day, tokyo_day
from .doors import name_at

OF_SOMEBODY = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
VIEW = "wagtail_serve"


@dataclass(frozen=True)
class WholePage:
    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: datetime

    def stands(self) -> bool:
        return timezone.now() < self.until

    def answer(self) -> HttpResponse:
        return HttpResponse(self.content, headers=dict(self.headers))


class AnswersOneAloneError(Exception):
    """What was asked for isn't there, or the answer is not the same for everybody."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def are_shown_what_is_kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware; stands before all that asks who it is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_a_strangers(request):
            return get_response(request)
        kind = "whole:gzip" if compression.is_taken(request) else "whole"
        name = f"{kind}:{request.scheme}:{request.get_host()}:{request.path}"
        kept = structure.kept(name)
        if kept is None and not _is_a_page(request.path_info):
            return get_response(request)
        if kept is None or not kept.stands():
            try:
                kept = structure.remember(name, lambda: _made(get_response, request), stands=WholePage.stands)
            except AnswersOneAloneError as answered:
                return answered.response
        response = kept.answer()
        return get_conditional_response(request, response.get("ETag"), None, response) or response

    return middleware


def _is_a_strangers(request: HttpRequest) -> bool:
    return (
        not settings.DEBUG
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not any(name in request.COOKIES for name in OF_SOMEBODY)
    )


def _is_a_page(path: str) -> bool:
    # Nobody has looked yet in which language this is, and addresses are found in the language that is spoken.
    with override(get_language_from_path(path)):
        return name_at(path) == VIEW


def _made(get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> WholePage:
    now = timezone.now()
    with structure.noting_changes() as changes:
        response = get_response(request)
    if response.status_code != 200 or response.cookies or response.streaming or response.has_header("Cache-Control"):
        raise AnswersOneAloneError(response)
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, max_age=0, must_revalidate=True)
    set_response_etag(response)
    # What is said of days changes with the day.
    return WholePage(response.content, tuple(response.items()), min([end_of_day(tokyo_day(now)), *changes]))
