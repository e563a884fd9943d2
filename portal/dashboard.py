"""What "my page" and the public home page show of the other rooms: plain data, collected from hooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail import hooks

T = TypeVar("T")
StepState = Literal["done", "now", "later", "not_required"]


@dataclass(frozen=True)
class Step:
    """One stretch of the person's way (J1–J3)."""

    order: int
    title: str | Promise
    text: str | Promise
    state: StepState
    url: str = ""
    action: str | Promise = ""


@dataclass(frozen=True)
class Card:
    """`beside`: what is looked up now and then, and stands beside the way where there is room."""

    order: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    beside: bool = False


def once_a_request(request: HttpRequest, name: str, find: Callable[[], T]) -> T:
    """For what steps and cards of a room both show."""
    if not hasattr(request, name):
        setattr(request, name, find())
    found: T = getattr(request, name)
    return found


def collect_steps(request: HttpRequest) -> list[Step]:
    return sorted(_answers("portal_journey_steps", request), key=lambda step: step.order)


def collect_cards(request: HttpRequest) -> list[Card]:
    return sorted(_answers("portal_dashboard_cards", request), key=lambda card: card.order)


def next_step(steps: Iterable[Step]) -> Step | None:
    return next((step for step in steps if step.state == "now"), None)


def _answers(hook: str, request: HttpRequest) -> Iterable[Any]:
    for answer in hooks.get_hooks(hook):
        yield from answer(request)
