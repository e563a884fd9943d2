"""The clock of the portal: every rule counts days and months in Tokyo (P6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def tokyo_day(instant: datetime) -> date:
    if instant.tzinfo is None:
        # astimezone() would silently take the server's own zone.
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(TOKYO).date()


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)


def end_of_day(day: date) -> datetime:
    """24:00 in Tokyo: the first instant that no longer belongs to the day (P6)."""
    return datetime.combine(day + timedelta(days=1), time.min, TOKYO)


def first_of_next_month(day: date) -> date:
    return _month_later(day, 1)


def same_day_months_later(day: date, months: int) -> date:
    """The end of a term counted in months (C4, Civil Code arts. 140 and 143).

    From the last day of a month to the last day of the target month; where the target
    month has no such day, to its last day.
    """
    first = _month_later(day, months)
    last_day = _days_in_month(first)
    if day.day == _days_in_month(day):
        return first.replace(day=last_day)
    return first.replace(day=min(day.day, last_day))


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year began: 1 April to 31 March."""
    return day.year if day.month >= 4 else day.year - 1


def _month_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]
