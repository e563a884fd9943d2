"""A few words around what was found, with the hits told apart. Furigana stays whole: ｜漢字《かんじ》 is one sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .folding import MAX_WORD_CHARACTERS, Term, fold

SLACK = 40  # signs: so much is shown before the first hit, at most
# A voiced mark after a half-width kana belongs to it.
_SIGNS = re.compile(r"｜[^｜《》]*《[^《》]*》|.[\u3099\u309a\uff9e\uff9f]?", re.DOTALL)
_GOOD_BREAKS = " 。、・·"


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """All of the text, the hits told apart."""
    signs = _SIGNS.findall(text)
    return _pieces(signs, _hits(signs, terms), range(len(signs)))


def excerpt(text: str, terms: Sequence[Term], *, length: int) -> list[Piece]:
    """About `length` signs around the first hit, or from the start where only the title was hit."""
    signs = _SIGNS.findall(text)
    hits = _hits(signs, terms)
    start = _start(signs, min(hits, default=0))
    shown = range(start, _end(signs, start + length))
    before = [Piece("… ")] if shown.start else []
    after = [Piece(" …")] if shown.stop < len(signs) else []
    return [*before, *_pieces(signs, hits, shown), *after]


def _start(signs: Sequence[str], first_hit: int) -> int:
    if first_hit <= SLACK:
        return 0
    earliest = first_hit - SLACK
    return next((at for at in range(earliest, first_hit) if _is_between(signs, at)), earliest)


def _end(signs: Sequence[str], latest: int) -> int:
    if latest >= len(signs):
        return len(signs)
    return next((at for at in range(latest, latest - SLACK // 2, -1) if _is_between(signs, at)), latest)


def _is_between(signs: Sequence[str], at: int) -> bool:
    """Whether words may be parted before this place."""
    return at > 0 and signs[at - 1] in _GOOD_BREAKS and signs[at] not in _GOOD_BREAKS


def _pieces(signs: Sequence[str], hits: set[int], shown: range) -> list[Piece]:
    groups = groupby(shown, key=lambda at: at in hits)
    return [Piece("".join(signs[at] for at in group), is_hit) for is_hit, group in groups]


def _hits(signs: Sequence[str], terms: Sequence[Term]) -> set[int]:
    """The places of the signs that belong to a hit."""
    if not terms:
        return set()
    folded = [_folded(sign) for sign in signs]
    # Where in `signs` each folded letter comes from: ß is two letters of one sign, an accent none.
    origin = [at for at, letters in enumerate(folded) for _letter in letters]
    found = re.finditer("|".join(_pattern(term) for term in terms), "".join(folded))
    return {origin[place] for match in found for place in range(*match.span())}


def _pattern(term: Term) -> str:
    text = term[0] + "".join(token[-1] for token in term[1:])
    is_whole_word = text.isascii() and len(text) < MAX_WORD_CHARACTERS
    return rf"(?<![a-z0-9]){text}(?![a-z0-9])" if is_whole_word else re.escape(text)


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    return " " if sign.isspace() else fold(sign)
