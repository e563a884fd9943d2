"""What in a text could tell who somebody is (D1): found by its shape, in Vietnamese, Japanese and English.

Certain finds are refused. Of uncertain ones, which only look like a name or a room, the writer is asked to look again.
A pattern check never finds everything: the warning beside the field is what counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .enums import UNCERTAIN, Kind
from .names import NAMED
from .numbers import NUMBERED


@dataclass(frozen=True)
class Found:
    """`words` are the writer's own, to be shown to the writer alone and never logged."""

    kind: Kind
    words: str
    is_certain: bool


# A run of blanks reads like one. Half-width katakana carry their sound marks behind them.
_CHARACTER = re.compile(r"\s+|.[ﾞﾟ]?", re.DOTALL)
# ㌖ is キロメートル. What stands for more is Arabic (ﷺ: eighteen letters), and would make long texts of short ones.
LONGEST_PLAIN = 6
# Kanji numerals count as digits, except where names are looked for: 三浦.
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")

PATTERNS = (
    *((kind, re.compile("|".join(shapes), re.IGNORECASE)) for kind, shapes in NUMBERED.items()),
    *((Kind.NAME, re.compile(shape)) for shape in NAMED),
)


def found_in(text: str) -> tuple[Found, ...]:
    """Every find once, in the order of the text. Half and full width, composed and decomposed letters are the same."""
    text = unicodedata.normalize("NFC", text)
    folded, origins = _folded(text)
    finds: dict[tuple[Kind, str], Found] = {}
    for kind, start, end in sorted(_spans(folded), key=lambda span: span[1:]):
        words = text[origins[start].start : origins[end - 1].stop].strip()
        finds.setdefault((kind, words), Found(kind, words, kind not in UNCERTAIN))
    return tuple(finds.values())


def _spans(folded: str) -> Iterator[tuple[Kind, int, int]]:
    """What an earlier pattern found, a later one doesn't find again."""
    numbered = folded.translate(_NUMERALS)
    taken = [False] * len(folded)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(folded if kind == Kind.NAME else numbered):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield kind, start, end


def _folded(text: str) -> tuple[str, list[range]]:
    """The text in plain width, and for each of its characters where it came from."""
    folded, origins = [], []
    for match in _CHARACTER.finditer(text):
        plain = _plain(match.group())
        folded.append(plain)
        origins.extend([range(*match.span())] * len(plain))
    return "".join(folded), origins


def _plain(written: str) -> str:
    if written.isspace():
        return "\n" if "\n" in written else " "
    plain = unicodedata.normalize("NFKC", written)
    return plain if len(plain) <= LONGEST_PLAIN else written
