"""One step of a form or a desk: its key, the action, a refusal in words, the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .forms import IdempotentForm
from .refusals import RefusedError

T = TypeVar("T")

# A page of the office with words, a form and its button; the template names what it takes.
STAFF_STEP = "portal/desk/step.html"

SENT_BEFORE = _("This page was sent before. Nothing was done now: what stands, you see here.")


@dataclass(frozen=True)
class Step:
    """`done` leads on, once it is. Else the page is shown, with why the action refused (`refused`: its decision)."""

    done: HttpResponse | None = None
    refused: Any = None

    def refusals(self, sentences: Callable[[Any], Iterable[Any]]) -> list[Any]:
        return list(sentences(self.refused)) if self.refused else []

    def or_told(self, request: HttpRequest, here: str, sentences: Callable[[Any], Iterable[Any]]) -> HttpResponse:
        """For a button that has no page of its own: the one it stands on says why."""
        if self.refused:
            messages.error(request, " ".join(str(sentence) for sentence in sentences(self.refused)))
        return self.done or redirect(here)


def take(
    request: HttpRequest,
    form: IdempotentForm,
    action: Callable[[datetime], T],
    next_page: str | Callable[[T], str],
    *,
    said: str | Callable[[T], str] = "",
    said_before: str | Promise = SENT_BEFORE,
    now: datetime | None = None,
) -> Step:
    """Carries out what a form asks for: once, however often it is sent; not at all while something in it is wrong.
    Sent again with something else in it, it raises SentBeforeError.

    `next_page` and `said`, a message there, may tell of what the action has returned. Sent again, what it says may hold
    no more, so `said_before` is told instead. `now`: when it arrived, where that counts and not when its turn came.
    """
    if not form.is_valid():
        return Step()
    at = now or timezone.now()
    is_done = False

    def carried_out() -> str:
        nonlocal is_done
        result = action(at)
        is_done = True
        if said:
            messages.success(request, said(result) if callable(said) else said)
        return next_page(result) if callable(next_page) else next_page

    try:
        address = form.once(request, carried_out)
    except RefusedError as error:
        return Step(refused=error.decision)
    if said and not is_done:
        messages.warning(request, str(said_before))
    return Step(redirect(address))


def taken_by_staff(
    request: HttpRequest,
    form: IdempotentForm,
    action: Callable[[datetime], T],
    next_page: str | Callable[[T], str],
    page: dict[str, Any],
    *,
    said: str | Callable[[T], str] = "",
    sentences: Callable[[Any], Iterable[Any]] = list,
    refused_at: str = "",
    template: str = STAFF_STEP,
) -> HttpResponse:
    """A step with a page of the office: `page` holds what the template names, but for form and refusals. Those are told
    on that page, unless `refused_at` names another one."""
    step = take(request, form, action, next_page, said=said)
    if step.refused and refused_at:
        return step.or_told(request, refused_at, sentences)
    return step.done or render(request, template, {**page, "form": form, "refusals": step.refusals(sentences)})
