"""Holders' names as bank files hold them: what the bankers' association (全銀協) permits in its transfer format.

Half-width kana without small letters and without ｦ, capitals, digits, and a few signs. People write the same names in
hiragana, in katakana of either width, with long vowel marks and with dots; what is only another way of writing is
turned into the bank's, and what is not is refused by name, because a guess would send money back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import jaconv

LONGEST = 30
"""Bytes of a payee's name in a bank file."""

PERMITTED = re.compile(r"(?:[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ|[ｱ-ﾝA-Z0-9 ()\-./,\\｢｣])+")
# A voiced mark belongs to the character before it.
WRITTEN = re.compile("[^\u3099\u309a゛゜ﾞﾟ][\u3099\u309a゛゜ﾞﾟ]?|.", re.DOTALL)
MARKS = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
SIGNS = str.maketrans(
    {
        **dict.fromkeys("ー‐‑‒–—―−", "-"),
        **dict.fromkeys("・·‧•", "."),
        # The one small letter that jaconv leaves small.
        **dict.fromkeys("ゎヮ", "ワ"),
        # The byte 5C, which JIS X 0201 shows as a yen sign.
        "¥": "\\",
    }
)


class KanaReason(StrEnum):
    EMPTY = "empty"
    NOT_PERMITTED = "not_permitted"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Offence:
    """A character that a bank file can't hold, as it was typed, and its place counted from 1."""

    character: str
    position: int

    @property
    def name(self) -> str:
        """The character itself, or its number where nothing of it would be seen."""
        if self.character.isprintable():
            return self.character
        return " ".join(f"U+{ord(part):04X}" for part in self.character)


@dataclass(frozen=True)
class Holder:
    """The name for the bank file, or else every reason why there is none."""

    text: str = ""
    reasons: tuple[KanaReason, ...] = ()
    offences: tuple[Offence, ...] = ()
    length: int = 0


def read_holder(typed: str) -> Holder:
    pieces: list[str] = []
    offences: list[Offence] = []
    for position, character in enumerate(_characters(typed), start=1):
        piece = _half_width(character)
        if PERMITTED.fullmatch(piece):
            pieces.append(piece)
        else:
            pieces.append("?")
            offences.append(Offence(character, position))
    text = "".join(pieces)
    length = len(text.encode("cp932"))
    reasons = _reasons(length, has_offences=bool(offences))
    return Holder("" if reasons else text, reasons, tuple(offences), length)


def _characters(typed: str) -> list[str]:
    return WRITTEN.findall(unicodedata.normalize("NFC", " ".join(typed.split())))


def _half_width(character: str) -> str:
    usual = unicodedata.normalize("NFKC", character.translate(MARKS)).translate(SIGNS)
    capitals = "".join(letter.upper() if letter.isascii() else letter for letter in usual)
    return jaconv.z2h(jaconv.enlarge_smallkana(jaconv.hira2kata(capitals)), kana=True, ascii=True, digit=True)


def _reasons(length: int, *, has_offences: bool) -> tuple[KanaReason, ...]:
    found = {
        KanaReason.EMPTY: length == 0,
        KanaReason.NOT_PERMITTED: has_offences,
        KanaReason.TOO_LONG: length > LONGEST,
    }
    return tuple(reason for reason, holds in found.items() if holds)
