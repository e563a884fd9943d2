"""What is told of the portal's languages; the list itself is the settings'."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class LanguageField(models.CharField):
    """One of the portal's languages. One more is no change of the database, so migrations know nothing of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 10, **kwargs, "choices": settings.LANGUAGES})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["choices"]
        return name, path, args, kwargs


def html_language(code: str) -> str:
    """What `lang` says: plain Japanese is Japanese to a screen reader. A page of errors stands without a code too."""
    return settings.PORTAL_LANGUAGES[code].html if code else ""


def direction(code: str) -> str:
    """What `dir` says: "ltr" or "rtl"."""
    return settings.PORTAL_LANGUAGES[code].direction


def reads_too(code: str) -> list[str]:
    """In what else somebody reads what isn't said in their language; who reads the one reads the other."""
    known = settings.PORTAL_LANGUAGES
    return [other for other in known if other == known[code].fallback or known[other].fallback == code]


def said_besides(code: str) -> list[str]:
    """In what to say something again for those who don't read this one: once for all that read the same."""
    understood = {code, *reads_too(code)}
    known = settings.PORTAL_LANGUAGES
    return [other for other, _name in settings.LANGUAGES if not known[other].fallback and other not in understood]
