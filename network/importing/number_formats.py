"""What a cell of a workbook shows: IDs, postal codes and telephones are often numbers with zeros and signs around.

Of number formats that is read which people write for such: sections, conditions, colours, places, text around them.
What calculates in days, powers or fractions, what shows nothing and what isn't known is never guessed at.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

# In place of a cell of which nobody can tell here what it shows.
NOT_READ = "#FORMAT!"
# Excel keeps no more: what had more digits when it was typed in ends in wrong zeros.
_MOST_DIGITS = 15
_MOST_DECIMALS = 30
_EXACT = Context(prec=_MOST_DIGITS + _MOST_DECIMALS, rounding=ROUND_HALF_UP)
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/標準)|(?P<place>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<end>;)"
    r"|(?P<sign>[-+ ()$:!^&'~{}<>=]|[^\x00-\x7f])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARISONS = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黒青水緑紫赤白黄]|色 ?\d+)", re.IGNORECASE
)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-[0-9A-F]+)?", re.IGNORECASE)


class NotReadError(ValueError):
    pass


@dataclass(frozen=True)
class _Part:
    kind: str
    sign: str


Parts = Sequence[_Part]


def shown(value: float | str, code: str) -> str:
    """`code` is what a workbook calls a number format."""
    if isinstance(value, str) and not value.strip():
        return ""
    try:
        text = _text(value, code) if isinstance(value, str) else _number(Decimal(repr(value)), code)
    except NotReadError:
        return NOT_READ
    return text.strip() or NOT_READ


def _text(text: str, code: str) -> str:
    of_text = _sections(code)[1]
    return text if of_text is None else "".join(text if part.kind == "text" else _literal(part) for part in of_text)


def _number(number: Decimal, code: str) -> str:
    if not number.is_finite() or abs(number) >= 10**_MOST_DIGITS:
        raise NotReadError
    parts, number = _meant(_sections(code)[0], number)
    minus = "-" if number < 0 else ""
    if any(part.kind == "general" for part in parts):
        return minus + "".join(_general(abs(number)) if part.kind == "general" else _literal(part) for part in parts)
    return minus + _in_places(parts, abs(number))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[Parts, ...], Parts | None]:
    """Those of numbers, and that of text."""
    sections: list[list[_Part]] = [[]]
    for match in _PART.finditer(code or "General"):
        kind = match.lastgroup or ""
        if kind == "end":
            sections.append([])
        else:
            sections[-1].append(_Part(kind, match[kind]))
    is_of_text = len(sections) == 4 or any(part.kind == "text" for part in sections[-1])
    of_text = sections.pop() if is_of_text else None
    return tuple(sections or [[_Part("general", "")]]), of_text


def _meant(sections: Sequence[Parts], number: Decimal) -> tuple[Parts, Decimal]:
    """The section of this number, and what it leaves to say: one for numbers below 0 says so itself."""
    conditions = [_condition(parts) for parts in sections]
    if any(conditions):
        if number < 0 or None in conditions[:-1]:
            raise NotReadError
        return next(_holding(sections, conditions, number), ()), number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    return sections[2 if not number and len(sections) > 2 else 0], number


def _holding(
    sections: Sequence[Parts], conditions: Sequence[tuple[str, Decimal] | None], number: Decimal
) -> Iterator[Parts]:
    for parts, condition in zip(sections, conditions, strict=True):
        if condition is None or _COMPARISONS[condition[0]](number, condition[1]):
            yield parts


def _condition(parts: Parts) -> tuple[str, Decimal] | None:
    found = [match for part in parts if part.kind == "bracket" and (match := _CONDITION.fullmatch(part.sign))]
    return (found[0][1], Decimal(found[0][2])) if found else None


def _general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return str(int(number))
    text = f"{float(number):.10g}"
    if "e" in text:
        raise NotReadError
    return text


def _literal(part: _Part) -> str:
    """What stands there whatever the number is."""
    match part.kind:
        case "quoted" | "escaped" | "sign" | "percent":
            return part.sign
        case "width":
            return " "
        # It fills the column, which is as wide as somebody made it.
        case "fill" if part.sign == " ":
            return ""
        case "bracket" if _COLOUR.fullmatch(part.sign) or _CONDITION.fullmatch(part.sign):
            return ""
        case "bracket" if currency := _CURRENCY.fullmatch(part.sign):
            return currency["sign"]
    raise NotReadError


def _in_places(parts: Parts, number: Decimal) -> str:
    number *= 100 ** sum(part.kind == "percent" for part in parts)
    points = [at for at, part in enumerate(parts) if part.kind == "point"]
    end = points[0] if points else len(parts)
    whole, fraction = parts[:end], parts[end + 1 :]
    decimals = sum(part.kind == "place" for part in fraction)
    if abs(number) >= 10**_MOST_DIGITS or decimals > _MOST_DECIMALS:
        raise NotReadError
    number = number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    digits, _point, behind = f"{number:f}".partition(".")
    point = "." if points else ""
    return _whole(whole, digits.lstrip("0")) + point + _fraction(fraction, behind)


def _whole(parts: Parts, digits: str) -> str:
    places = [at for at, part in enumerate(parts) if part.kind == "place"]
    commas = [at for at, part in enumerate(parts) if part.kind == "comma"]
    if commas:
        return _by_thousands(parts, places, commas, digits)
    if not places:
        return "".join(map(_literal, parts))
    filled = digits.rjust(len(places))
    # Whatever has no place of its own stands before the first.
    own = [filled[: len(filled) - len(places) + 1], *filled[len(filled) - len(places) + 1 :]]
    written, is_filled_up = "", False
    at_place = dict(zip(places, own, strict=True))
    for at, part in enumerate(parts):
        if part.kind != "place":
            written += _literal(part)
            continue
        is_filled_up |= part.sign == "0"
        nothing = "0" if is_filled_up else " " if part.sign == "?" else ""
        written += at_place[at].replace(" ", nothing)
    return written


def _by_thousands(parts: Parts, places: Sequence[int], commas: Sequence[int], digits: str) -> str:
    if not places or not places[0] < commas[0] <= commas[-1] < places[-1]:
        raise NotReadError
    first, last = places[0], places[-1]
    pattern = "".join(part.sign if part.kind in ("place", "comma") else "x" for part in parts[first : last + 1])
    if not re.fullmatch(r"[0#,]+", pattern):
        raise NotReadError
    zeros = pattern.replace(",", "").lstrip("#")
    padded = digits.rjust(len(zeros), "0")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", padded)
    return "".join(map(_literal, parts[:first])) + grouped + "".join(map(_literal, parts[last + 1 :]))


def _fraction(parts: Parts, digits: str) -> str:
    written, rest, is_needed = "", list(digits), False
    for part in reversed(parts):
        if part.kind != "place":
            written = _literal(part) + written
            continue
        digit = rest.pop()
        is_needed |= part.sign == "0" or digit != "0"
        written = (digit if is_needed else " " if part.sign == "?" else "") + written
    return written
