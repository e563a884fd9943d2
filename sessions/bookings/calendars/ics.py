"""A calendar as RFC 5545 has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, vDuration

from portal.dates import TOKYO


def written(events: Iterable[Event], *, name: str, now: datetime, again_after: timedelta | None = None) -> bytes:
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
    tokyo = Timezone.from_tzid(TOKYO.key)
    # That it ends in 2038: but Japan has had no summer time since 1951.
    tokyo.pop("comment")
    calendar.add_component(tokyo)
    for event in events:
        event.stamp = now
        calendar.add_component(event)
    return calendar.to_ical()
