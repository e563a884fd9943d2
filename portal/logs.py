"""Log lines that name nobody: a request by its route and an id, an error by its type and place, never by its text.

Paths hold passwords (calendars, reset links) and network IDs; texts of errors quote rows and forms. Both come from the
portal's own code and from packages alike, so they are left out where every line is written, not where it is logged.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from types import TracebackType
from typing import Any

from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from structlog.processors import LogfmtRenderer

# Told over the telephone: without 0 and O, 1 and I.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32, so that each is as likely as any other

# Whose values are written: our own, who log types and keys, and those of the tasks (id, path, state).
KNOWN = {"portal", "network", "courses", "surveys", "sessions", "claims", "search", "django_tasks", "django_tasks_db"}

INNERMOST = 20  # places of an error; farther out are the server and the middlewares

_HERE = Path(__file__).resolve().parent.parent
_render = LogfmtRenderer(
    key_order=["time", "level", "logger", "error_id", "method", "status", "route", "event", "error"], drop_missing=True
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_error_id: ContextVar[str] = ContextVar("error_id", default="")


def error_id() -> str:
    """What the page of an error shows and its line in the log says; empty outside of a request."""
    return _error_id.get()


def every_request_has_an_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """For templates it is `request.error_id`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        made = "".join(SIGNS[number % 32] for number in token_bytes(8))
        _error_id.set(made)
        request.error_id = made  # type: ignore[attr-defined]  # an attribute of ours
        return get_response(request)

    return middleware


@receiver(request_finished)
def _forget_the_id(**kwargs: Any) -> None:
    """Not in the middleware: Django logs an answer after the last of them, and a stream breaks later still."""
    _error_id.set("")


class Line(logging.Formatter):
    """One line of `key=value` a record."""

    def format(self, record: logging.LogRecord) -> str:
        return str(_render(None, record.levelname, dict(_facts(record))))


def _facts(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    yield "time", datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")
    yield "level", record.levelname.lower()
    yield "logger", record.name
    yield "error_id", error_id() or None
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        yield "method", request.method if request.method in _METHODS else "other"
        match = request.resolver_match
        yield "route", match.view_name or match.route if match else "none"
    yield "status", getattr(record, "status_code", None)
    yield "event", _event(record)
    if record.exc_info and record.exc_info[1]:
        yield "error", type_and_place(record.exc_info[1])


def _event(record: logging.LogRecord) -> str:
    """A stranger's words without their values; where there are no values, they may have been put into the words."""
    if record.name.partition(".")[0] in KNOWN:
        with suppress(TypeError, ValueError, KeyError):  # values that don't fit the words
            return record.getMessage()
    return str(record.msg) if record.args else f"{record.module}:{record.lineno}"


def type_and_place(error: BaseException) -> str:
    """`IntegrityError at network/actions.py:33 in register; …:105 in _execute from UniqueViolation at …`."""
    return " from ".join(_told(one) for one in _with_causes(error))


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-INNERMOST:]
    places = "; ".join(f"{_shortened(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{type(error).__qualname__} at {places or 'no place'}"


def _shortened(filename: str) -> str:
    below = filename.partition("site-packages/")[2]
    return below or filename.removeprefix(f"{_HERE}/")


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def tell_what_nobody_caught() -> None:
    """Python itself would print the text of an error that ends a program or a thread, and warnings as they are."""
    logging.captureWarnings(True)

    def of_the_program(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or hasattr(sys, "ps1"):  # somebody sits before it and reads
            sys.__excepthook__(kind, error, place)
        else:
            logging.getLogger(__name__).critical("the program ended", exc_info=error)

    def of_a_thread(ended: threading.ExceptHookArgs) -> None:
        logging.getLogger(__name__).critical("a thread ended", exc_info=ended.exc_value)

    sys.excepthook = of_the_program
    threading.excepthook = of_a_thread
