"""A day as spreadsheets write it: by year, month, day; by era; with its weekday; as a moment; as a serial number."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from japanera import EraDate

from portal.dates import TOKYO

_YEAR_FIRST = re.compile(
    r"(\d{4}) ?(?:[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日|(\d{2})(\d{2}))"
)
_ERA = re.compile(r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<rest>.+)")
# As japanera writes them: the era by its name or its letter, its years from 元 on.
_ERA_FORMS = ("%-y年%m月%d日", "%-y.%m.%d", "%-y/%m/%d", "%-y-%m-%d")
_WEEKDAY = re.compile(r" ?(?:\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜日?)")
# Of a form's time stamp, in Tokyo's time; another zone is told where a machine wrote it.
_TIME = re.compile(
    r"[ T] ?(?:午前|午後)?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|時(?:\d{1,2}分?)?)(?: ?(?:AM|PM|午前|午後))?"
    r"(?: ?(?:JST|GMT\+0?9(?::?00)?))?$"
)
# How Excel counts: its first day is 1 January 1900, and it believes in 29 February 1900.
_SERIAL = re.compile(r"\d{5}")
_BEFORE_THE_FIRST = date(1899, 12, 30)


class NoDayError(ValueError):
    """The text is none; `is_like_one`: it is written as one, but the calendar has no such day."""

    def __init__(self, *, is_like_one: bool) -> None:
        super().__init__()
        self.is_like_one = is_like_one


def read_day(text: str) -> date:
    """Of a text in usual width (NFKC). A moment with its zone is the day in Tokyo. Raises NoDayError."""
    if (moment := _moment(text)) is not None:
        return _day_in_tokyo(moment)
    written = _WEEKDAY.sub("", _TIME.sub("", text)).strip()
    if _SERIAL.fullmatch(written):
        return _BEFORE_THE_FIRST + timedelta(days=int(written))
    if era := _ERA.fullmatch(written.replace(" ", "")):
        return _of_an_era(era["era"], era["rest"])
    parts = _YEAR_FIRST.fullmatch(written)
    if parts is None:
        raise NoDayError(is_like_one=False)
    try:
        return date(*(int(part) for part in parts.groups() if part is not None))
    except ValueError as error:
        raise NoDayError(is_like_one=True) from error


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _day_in_tokyo(moment: datetime) -> date:
    try:
        return moment.astimezone(TOKYO).date()
    except OverflowError as error:  # it lies before the first year, or behind the last
        raise NoDayError(is_like_one=True) from error


def _of_an_era(era: str, rest: str) -> date:
    name = "%-h" if era.isascii() else "%-K"
    for form in _ERA_FORMS:
        try:
            found = EraDate.strptime(f"{era}{rest}", f"{name}{form}")
        except ValueError:
            continue
        # A letter stands for older eras, too.
        return max(date(day.year, day.month, day.day) for day in found)
    raise NoDayError(is_like_one=bool(re.fullmatch(r"(?:元|\d+)\D\d+\D\d+\D?", rest)))
