"""In how many ways a regular expression can try to match at one place, at most: read from its parsed form.

Backtracking takes no more steps than that, times the length of a way. Counted from above: a repeat counts each of its
lengths unless what follows begins with a character that the repeat doesn't take, so that only one length goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from re import _constants as codes  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

# A sign of each sort that the patterns tell apart, besides those that they name.
ALPHABET = frozenset(chr(point) for point in range(0x20, 0x3100)) | set("\n田漢々円年月日番号室…㎡！")
ANYTHING = ALPHABET | {""}
"""The empty sign stands for the end of the text."""
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
ASSERTIONS = (codes.ASSERT, codes.ASSERT_NOT)
ONE_SIGN = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)
Signs = frozenset[str]


def endless_repeats(pattern: re.Pattern[str]) -> int:
    return sum(node[1][1] is codes.MAXREPEAT for node in _nodes(_parsed(pattern)) if node[0] in REPEATS)


def ways(pattern: re.Pattern[str]) -> int:
    """The dearest of its alternatives and of what they look ahead for."""
    parsed = _parsed(pattern)
    ahead = [node[1][1] for node in _nodes(parsed) if node[0] in ASSERTIONS]
    return max(_ways(list(part), frozenset(), pattern.flags) for part in [parsed, *ahead])


def _parsed(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags)


def _nodes(part: Iterable[Any]) -> Iterable[Any]:
    for node in part:
        yield node
        for inner in _parts(node):
            yield from _nodes(inner)


def _parts(node: Any) -> list[Any]:
    operator, argument = node
    if operator in REPEATS:
        return [argument[2]]
    if operator is codes.SUBPATTERN:
        return [argument[3]]
    if operator is codes.BRANCH:
        return list(argument[1])
    return [argument[1]] if operator in ASSERTIONS else []


def _ways(part: list[Any], follows: Signs, flags: int) -> int:
    """`follows`: with what the text may go on behind this part; nothing, if a match is then found."""
    found = 1
    for index, node in enumerate(part):
        found *= _ways_of(node, _first(part[index + 1 :], follows, flags), flags)
    return found


def _ways_of(node: Any, follows: Signs, flags: int) -> int:
    operator, argument = node
    if operator is codes.SUBPATTERN:
        return _ways(list(argument[3]), follows, flags | argument[1])
    if operator is codes.BRANCH:
        return _of_the_same_beginning(argument[1], lambda part: _ways(list(part), follows, flags), follows, flags)
    if operator is codes.POSSESSIVE_REPEAT or operator not in REPEATS:
        return 1
    least, most, body = argument
    begins = _first(list(body), frozenset(), flags)
    once = _ways(list(body), (begins if most > 1 else frozenset()) | follows, flags)
    if once == 1 and not begins & follows:
        return 1
    return sum(once**times for times in range(least, int(most) + 1))


def _of_the_same_beginning(parts: Any, count: Callable[[Any], int], follows: Signs, flags: int) -> int:
    """Alternatives that begin with different signs are not tried one after the other."""
    counted = [(_first(list(part), follows, flags), count(part)) for part in parts]
    signs = frozenset().union(*(begins for begins, _count in counted))
    return max(sum(number for begins, number in counted if sign in begins) for sign in signs or {""})


def _first(part: list[Any], follows: Signs, flags: int) -> Signs:
    """The signs with which a text may begin that matches this part and what follows it."""
    begins: Signs = frozenset()
    for index, node in enumerate(part):
        operator = node[0]
        if operator is codes.AT:
            continue
        if operator in ASSERTIONS:
            refused = _refused_next(node, flags)
            # Nobody knows at how many places a longer one lets through.
            return begins | (_first(part[index + 1 :], follows, flags) - refused if refused else ANYTHING)
        begins |= _begins(node, flags)
        if not _may_be_empty(node):
            return begins
    return begins | follows


def _refused_next(node: Any, flags: int) -> Signs:
    """By `(?!one sign)`."""
    operator, (direction, body) = node
    if operator is not codes.ASSERT_NOT or direction < 0 or len(body) != 1 or body[0][0] not in ONE_SIGN:
        return frozenset()
    return _begins(body[0], flags)


def _begins(node: Any, flags: int) -> Signs:
    operator, argument = node
    if operator in REPEATS:
        return _first(list(argument[2]), frozenset(), flags)
    if operator is codes.SUBPATTERN:
        return _first(list(argument[3]), frozenset(), flags | argument[1])
    if operator is codes.BRANCH:
        return frozenset().union(*(_first(list(part), frozenset(), flags) for part in argument[1]))
    return signs_of(operator, argument, flags)


def _may_be_empty(node: Any) -> bool:
    operator, argument = node
    if operator in REPEATS:
        return bool(argument[0] == 0)
    if operator is codes.SUBPATTERN:
        return all(map(_may_be_empty, argument[3]))
    return operator is codes.BRANCH and any(all(map(_may_be_empty, part)) for part in argument[1])


def signs_of(operator: Any, argument: Any, flags: int = 0) -> Signs:
    """What a node of `ONE_SIGN` takes."""
    return _signs(operator, tuple(argument) if operator is codes.IN else argument, bool(flags & re.IGNORECASE))


@cache
def _signs(operator: Any, argument: Any, ignores_case: bool) -> Signs:
    if operator is codes.IN:
        refuses = argument[0][0] is codes.NEGATE
        taken = frozenset().union(*(_signs(*one, ignores_case) for one in argument if one[0] is not codes.NEGATE))
        return ALPHABET - taken if refuses else taken
    if operator is codes.LITERAL:
        sign = chr(argument)
        return frozenset({sign, sign.lower(), sign.upper()}) if ignores_case else frozenset({sign})
    if operator is codes.NOT_LITERAL:
        return ALPHABET - {chr(argument)}
    if operator is codes.RANGE:
        return frozenset(sign for sign in ALPHABET if argument[0] <= ord(sign) <= argument[1])
    if operator is codes.CATEGORY:
        return CATEGORIES[argument]
    return ALPHABET


def _matching(escape: str) -> Signs:
    return frozenset(sign for sign in ALPHABET if re.match(escape, sign))


CATEGORIES: dict[Any, Signs] = {
    codes.CATEGORY_DIGIT: _matching(r"\d"),
    codes.CATEGORY_NOT_DIGIT: _matching(r"\D"),
    codes.CATEGORY_SPACE: _matching(r"\s"),
    codes.CATEGORY_NOT_SPACE: _matching(r"\S"),
    codes.CATEGORY_WORD: _matching(r"\w"),
    codes.CATEGORY_NOT_WORD: _matching(r"\W"),
}
