"""A number as a workbook shows it: IDs, postal codes and telephones are often numbers with zeros and signs around."""

from __future__ import annotations

import re

_PARTS = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<place>[0#])|(?P<sign>[-+ ()/:])|(?P<other>.)')


def shown(number: float, code: str) -> str:
    """`code` is what a workbook calls a number format. One that calculates (decimals, percent, days, thousands) changes
    nothing: the number stands as it is."""
    if not number.is_integer():
        return str(number)
    digits = str(int(number))
    parts = list(_PARTS.finditer(code.split(";")[0]))
    places = [part.start() for part in parts if part["place"]]
    if number < 0 or not places or any(part["other"] for part in parts):
        return digits
    filled = digits.rjust(len(places))
    # Whatever has no place of its own stands before the first.
    at_place = dict(
        zip(places, [filled[: len(filled) - len(places) + 1], *filled[len(filled) - len(places) + 1 :]], strict=True)
    )
    return "".join(_written(part, at_place) for part in parts)


def _written(part: re.Match[str], at_place: dict[int, str]) -> str:
    if part["place"]:
        return at_place[part.start()].replace(" ", "0" if part["place"] == "0" else "")
    return part["quoted"] or part["escaped"] or part["sign"] or ""
