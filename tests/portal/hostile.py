"""Texts that make a regular expression try: what it takes, as far as a cut, again and again, and then no end to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.portal.ways import ONE_SIGN, REPEATS, signs_of

from re import _constants as codes  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

REPEATED = 12
TRIED = "aA1 .-:=@はの田あアm年"
BREAKS_OFF = "!"


def hostile_texts(pattern: re.Pattern[str], length: int, *, cuts: int) -> Iterator[str]:
    for beginning in {text[: _at(cut, cuts, text)] for text in _taken(pattern) for cut in range(1, cuts + 1)}:
        for pumped in (beginning, beginning[-1], f"{beginning[-1]} "):
            yield (beginning + pumped * length)[: length - 1] + BREAKS_OFF


def _at(cut: int, cuts: int, text: str) -> int:
    return max(1, len(text) * cut // cuts)


def _taken(pattern: re.Pattern[str]) -> list[str]:
    """A text for each of its alternatives."""
    parsed = list(parser.parse(pattern.pattern, pattern.flags))
    if len(parsed) == 1 and parsed[0][0] is codes.BRANCH:
        return [text for part in parsed[0][1][1] if (text := _text(part))]
    return [text for text in [_text(parsed)] if text]


def _text(part: Iterable[Any]) -> str:
    return "".join(_text_of(operator, argument) for operator, argument in part)


def _text_of(operator: Any, argument: Any) -> str:
    if operator in REPEATS:
        return _text(argument[2]) * min(argument[1], REPEATED)
    if operator is codes.SUBPATTERN:
        return _text(argument[3])
    if operator is codes.BRANCH:
        return _text(argument[1][0])
    taken = signs_of(operator, argument) if operator in ONE_SIGN else ""
    return next((sign for sign in TRIED if sign in taken), min(taken, default=""))
