"""What a rule's reason says to a person: what is the matter, the clause in plain words, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

HOW_IT_WORKS = "how-it-works/"


@dataclass(frozen=True)
class Saying:
    """With places for figures in its sentences. `anchor` is where the clause stands on the page of how it works."""

    matter: str | Promise
    rule: str | Promise
    anchor: str
    way_out: str | Promise
    url: Callable[[], str]
    action: str | Promise


@dataclass(frozen=True)
class Refusal:
    matter: str
    rule: str
    rule_url: str
    way_out: str
    url: str
    action: str | Promise


def said(saying: Saying, figures: Mapping[str, object]) -> Refusal:
    return Refusal(
        matter=str(saying.matter) % figures,
        rule=str(saying.rule) % figures,
        rule_url=f"{page(HOW_IT_WORKS)}#{saying.anchor}" if saying.anchor else "",
        way_out=str(saying.way_out) % figures,
        url=saying.url(),
        action=saying.action,
    )


def page(path: str) -> str:
    """A page of the site by its path, which is the same in each language."""
    return reverse("wagtail_serve", args=[path])


def contact() -> str:
    return page("contact/")
