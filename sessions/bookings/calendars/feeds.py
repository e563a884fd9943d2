"""A person's appointments, from bookings and from meetings they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import CLASS, STATUS, Event

from network.models import Supporter
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.fields import keyed_hash
from portal.templatetags.portal_tags import without_furigana

from ...meetings.models import Meeting
from ..enums import LIVE_STATES, TAKING_PART_STATES
from ..models import Booking, CalendarFeed

# Calendars that ask seldom must still learn that it is off.
CANCELLED_SHOWN_FOR = timedelta(days=30)

# What planning writes down when an entry made earlier would be wrong.
CHANGES = ("meeting changed", "meeting moved", "meeting cancelled")

Changed = Mapping[str, datetime]


def digest_of(token: str) -> str:
    return keyed_hash(token, purpose="calendar feed")


def owner(token: str) -> Supporter | None:
    """Whose feed it is. One that ended, or of somebody who left or may not sign in, is as good as none."""
    feeds = CalendarFeed.objects.select_related("supporter__user")
    feed = feeds.filter(digest=digest_of(token), supporter__left_on=None, supporter__user__is_active=True).first()
    return feed.supporter if feed and not feed.has_ended else None


def of_booking(booking: Booking) -> Event:
    return _of_booking(booking, _changed([booking.meeting_id]))


def of_supporter(supporter: Supporter, now: datetime) -> list[Event]:
    """What lies ahead and behind; what was called off, until 30 days after it would have ended."""
    since = now - CANCELLED_SHOWN_FOR
    standing = Q(state__in=sorted(LIVE_STATES), meeting__cancelled_at=None)
    shown = supporter.bookings.filter(standing | Q(meeting__ends_at__gt=since))
    bookings = list(shown.select_related("meeting"))
    booked = {booking.meeting_id for booking in bookings if booking.state in LIVE_STATES}
    led = Meeting.objects.facilitated_by(supporter).filter(Q(cancelled_at=None) | Q(ends_at__gt=since))
    run = [meeting for meeting in led if meeting.pk not in booked]
    changed = _changed([*(booking.meeting_id for booking in bookings), *(meeting.pk for meeting in run)])
    events = [*(_of_booking(one, changed) for one in bookings), *(_of_meeting(one, changed) for one in run)]
    return sorted(events, key=lambda event: (event.start, event.uid))


def _changed(meetings: Iterable[UUID]) -> Changed:
    """When each was last moved, changed or cancelled."""
    entries = AuditEntry.objects.filter(
        object_type=Meeting._meta.label_lower, object_ref__in=[str(key) for key in meetings], verb__in=CHANGES
    )
    return dict(entries.values_list("object_ref").annotate(Max("at")))


def _of_booking(booking: Booking, changed: Changed) -> Event:
    meeting = booking.meeting
    changed_at = max(booking.changed_at, changed.get(str(meeting.pk), booking.changed_at))
    sequence = meeting.sequence + booking.sequence
    return event_of(meeting, booking.uid, sequence, _status(booking), changed_at)


def _of_meeting(meeting: Meeting, changed: Changed) -> Event:
    changed_at = changed.get(str(meeting.pk), meeting.sign_up_opens_at)
    status = STATUS.CANCELLED if meeting.is_cancelled else STATUS.CONFIRMED
    return event_of(meeting, meeting.pk, meeting.sequence, status, changed_at)


def _status(booking: Booking) -> STATUS:
    if booking.meeting.is_cancelled or booking.state not in LIVE_STATES:
        return STATUS.CANCELLED
    return STATUS.CONFIRMED if booking.state in TAKING_PART_STATES else STATUS.TENTATIVE


def event_of(meeting: Meeting, uid: UUID, sequence: int, status: STATUS, changed_at: datetime) -> Event:
    """A moved or cancelled one keeps its `uid`, and its `sequence` rises. Calendars lie on other people's machines:
    neither title, place, link nor name."""
    address = f"{settings.PORTAL_ADDRESS}{reverse('consultations:meeting', args=[meeting.pk])}"
    words = without_furigana(_("The details are on the portal. Sign in there to read them."))
    return Event.new(
        uid=f"{uid}@{urlsplit(settings.PORTAL_ADDRESS).hostname}",
        sequence=sequence,
        status=status,
        classification=CLASS.PRIVATE,
        start=meeting.starts_at.astimezone(TOKYO),
        end=meeting.ends_at.astimezone(TOKYO),
        last_modified=changed_at,
        stamp=changed_at,
        summary=neutral_name(),
        # Several programs show no URL.
        description=f"{words}\n{address}",
        url=address,
    )


def neutral_name() -> str:
    """Others may look at the calendar: it says nothing of the network."""
    return without_furigana(pgettext("in a calendar", "Appointment"))
