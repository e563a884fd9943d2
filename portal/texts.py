"""How the reasons of a decision are said to a person: in a sentence each, or explained, with the clause in plain words
and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from .refusals import Decision

HOW_IT_WORKS = "how-it-works/"


@dataclass(frozen=True)
class Saying:
    """With places for figures in its sentences. `anchor` is where the clause stands on the page of how it works."""

    matter: str | Promise
    rule: str | Promise = ""
    anchor: str = ""
    way_out: str | Promise = ""
    url: Callable[[], str] = str
    action: str | Promise = ""


@dataclass(frozen=True)
class Refusal:
    """For includes/refusals.html, which leaves out what is empty."""

    matter: str | Promise
    way_out: str | Promise
    url: str = ""
    action: str | Promise = ""
    rule: str = ""
    rule_url: str = ""


def say(reasons: Iterable[Any], sentences: Mapping[Any, str | Promise], **figures: object) -> list[str]:
    """The sentence of each, with its figures filled in."""
    said = [str(sentences[reason]) for reason in reasons]
    return [sentence % figures for sentence in said] if figures else said


def sentences_of(table: Mapping[Any, str | Promise]) -> Callable[[Decision], list[str]]:
    """Says a decision where each reason has a sentence of its own, without figures."""
    return lambda decision: say(decision.reasons, table)


def explain(reasons: Iterable[Any], sayings: Mapping[Any, Saying], **figures: object) -> list[Refusal]:
    return [
        Refusal(
            matter=str(saying.matter) % figures,
            way_out=str(saying.way_out) % figures,
            url=saying.url(),
            action=saying.action,
            rule=str(saying.rule) % figures,
            rule_url=f"{page(HOW_IT_WORKS)}#{saying.anchor}" if saying.anchor else "",
        )
        for saying in (sayings[reason] for reason in reasons)
    ]


def page(path: str) -> str:
    """A page of the site by its path, which is the same in each language."""
    return reverse("wagtail_serve", args=[path])


def contact() -> str:
    return page("contact/")
