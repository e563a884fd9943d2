"""How people write telephone numbers and postal codes, made one spelling each."""

from __future__ import annotations

import re

from portal.readings import typed_by_hand

_SEPARATORS = re.compile(r"[\s()\-‐‑‒–—―−ー.]+")
_TELEPHONE = re.compile(r"(0\d{9,10}|\+\d{8,15})$")
_POSTAL_CODE = re.compile(r"\d{7}$")
# Kana of both kinds, Latin letters with their marks, and what joins the parts of a name.
_READING = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc・ A-Za-zÀ-ɏḀ-ỿ.,'’\-]*$")


def normalise_telephone(typed: str) -> str | None:
    """Digits only, with a plus before a country's code; None where it can't be a telephone number."""
    number = _SEPARATORS.sub("", typed_by_hand(typed))
    return number if _TELEPHONE.match(number) else None


def normalise_postal_code(typed: str) -> str | None:
    """`123-4567`; None where it isn't seven digits."""
    digits = _SEPARATORS.sub("", typed_by_hand(typed).removeprefix("〒"))
    return f"{digits[:3]}-{digits[3:]}" if _POSTAL_CODE.match(digits) else None


def is_reading(text: str) -> bool:
    """Whether a name is written so that everybody can read it aloud: kana or Latin letters."""
    return _READING.match(text) is not None
