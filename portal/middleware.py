from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import unquote

from django.contrib import messages
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import page_not_found

from .forms import IdempotentForm
from .idempotency import SentBeforeError
from .views import bad_request


def arrival_is_noted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """P6: the instant that counts is arrival, however long a request then waits for others. So it stands first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.arrived_at = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def arrived_at(request: HttpRequest) -> datetime:
    return request.arrived_at  # type: ignore[attr-defined]


def health_before_all(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Says that the server answers, whatever it is called and whether by TLS or not: a load balancer knows neither."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info == "/health/":
            return HttpResponse("ok", content_type="text/plain")
        return get_response(request)

    return middleware


def wrong_methods_are_told_in_words(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Django's own answer to a method that an address doesn't take is an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", {}, request)
        return response

    return middleware


def private_pages_are_not_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Nothing private is left after logout and Back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # Asking the session, not `request.user`: no query for a page that needs none.
        signed_in = getattr(request, "session", None) is not None and "_auth_user_id" in request.session
        if signed_in and "Cache-Control" not in response:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        return response

    return middleware


# By Python, which reads no more than some thousands of digits, by SQLite and by PostgreSQL.
NUMBER_IS_REFUSED = (ValueError, OverflowError, DataError)


class UnreadableIsABadRequest:
    """A part that a view takes for granted was not sent, or a NUL was, which PostgreSQL takes nowhere, or a number that
    no database has. Where such a number is a part of the path there is no page.

    Nobody who uses the pages sees this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        is_refused = isinstance(exception, NUMBER_IS_REFUSED)
        if is_refused and any(map(_has_no_database, request.path_info.split("/"))):
            return page_not_found(request, exception)
        is_unreadable = (
            isinstance(exception, MultiValueDictKeyError)
            or "\0" in unquote(request.get_full_path())
            or (is_refused and any(map(_has_no_database, _sent(request))))
        )
        return bad_request(request, exception) if is_unreadable else None


class SentBeforeIsTold:
    """Whoever changes a form after it has arrived, and sends it again, reads so on the page that shows what stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SentBeforeError):
            return None
        messages.warning(request, IdempotentForm.NOT_SENT)
        return redirect(exception.address)


def _sent(request: HttpRequest) -> Iterator[str]:
    return (value for sent in (request.GET, request.POST) for _name, several in sent.lists() for value in several)


def _has_no_database(text: str) -> bool:
    return text.isdecimal() and len(text) >= 19
