"""How people write telephone numbers and postal codes, made one spelling each."""

from __future__ import annotations

import re

import phonenumbers

from portal.readings import typed_by_hand

from .my_numbers import holds_my_number

_SEPARATORS = re.compile(r"[\s()\-‐‑‒–—―−ー.]+")
_ONLY_A_NUMBER = re.compile(r"\+?[\d\s()\-‐‑‒–—―−ー.]+")
# Eleven digits have the numbers of mobile telephones and the like; more would be an extension.
_TELEPHONE = re.compile(r"0[1-9]\d{8}|0[2-9]0\d{8}|\+\d{8,15}")
_DECIMAL = re.compile(r"\d+\.\d+")
_POSTAL_CODE = re.compile(r"\d{7}$")
# Kana of both kinds, Latin letters with their marks, and what joins the parts of a name.
_READING = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc・ A-Za-zÀ-ɏḀ-ỿ.,'’\-]*$")


def has_more_than_a_number(typed: str) -> bool:
    """An extension, a note or a second number, which would be lost."""
    text = typed_by_hand(typed)
    return any(character.isdigit() for character in text) and not _ONLY_A_NUMBER.fullmatch(text)


def normalise_telephone(typed: str) -> str | None:
    """Digits only, with a plus before another country's code; None where it can't be a telephone number.

    The zero at the beginning, which number cells lose, and the plus before a country's code may be missing; not the
    plus where it would be an individual number (D3).
    """
    text = typed_by_hand(typed)
    if not _ONLY_A_NUMBER.fullmatch(text) or _DECIMAL.fullmatch(text) or holds_my_number(text):
        return None
    number = _SEPARATORS.sub("", text)
    for found in filter(None, (_parsed(number), _parsed(f"+{number}"))):
        if phonenumbers.is_valid_number(found):
            return _written(found)
    # Not every number that is in use stands in the library's tables: whole ones of the usual length pass.
    return number if _TELEPHONE.fullmatch(number) else None


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, "JP")
    except phonenumbers.NumberParseException:
        return None


def _written(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code == phonenumbers.country_code_for_region("JP"):
        return f"0{number.national_number}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_postal_code(typed: str) -> str | None:
    """`123-4567`; None where it isn't seven digits."""
    digits = _SEPARATORS.sub("", typed_by_hand(typed).removeprefix("〒"))
    return f"{digits[:3]}-{digits[3:]}" if _POSTAL_CODE.match(digits) else None


def is_reading(text: str) -> bool:
    """Whether a name is written so that everybody can read it aloud: kana or Latin letters."""
    return _READING.match(text) is not None
