"""Entries as RFC 5545 has them. Calendars lie on other people's machines: neither title, place, link nor name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration

from portal.dates import TOKYO

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True)
class Entry:
    """A moved or cancelled one keeps its `uid`, and its `sequence` rises."""

    uid: str
    sequence: int
    status: Status
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    description: str
    url: str


def written(entries: Iterable[Entry], *, name: str, now: datetime, again_after: timedelta | None = None) -> bytes:
    """A calendar published by the portal. It names no organizer: readers would offer to answer an invitation.

    `again_after`: when programs that read it from an address should ask again.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Portal//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if again_after:
        calendar.add("refresh-interval", again_after, parameters={"VALUE": "DURATION"})
        # The name under which Outlook knows it.
        calendar.add("x-published-ttl", vDuration(again_after).to_ical().decode())
    calendar.add_component(_tokyo())
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return calendar.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at.astimezone(TOKYO))
    event.add("dtend", entry.ends_at.astimezone(TOKYO))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", entry.status)
    event.add("class", "PRIVATE")
    return event


def _tokyo() -> Timezone:
    """Japan has had no summer time since 1951."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (RFC 5545, 3.6.5: a local time)
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    timezone = Timezone()
    timezone.add("tzid", str(TOKYO))
    timezone.add_component(standard)
    return timezone
