"""The kinds of letters, which each room says by the hook `portal_letters`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks

from .models import OutboxMail


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


# Runs in the reader's language and in no request, when the mail is sent. None: nothing to say any more.
LetterBuilder = Callable[[OutboxMail], Letter | None]


@dataclass(frozen=True)
class LetterKind:
    """`words`: what the desk calls it; they tell no more than that such a mail exists."""

    words: str | Promise
    build: LetterBuilder


def letter_kinds() -> dict[str, LetterKind]:
    return {name: kind for hook in hooks.get_hooks("portal_letters") for name, kind in hook().items()}
