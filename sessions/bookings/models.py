from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Supporter, User
from portal.fields import keyed_hash
from portal.numbered import Numbered

from ..meetings.models import Meeting
from .enums import (
    BOOKING_TRANSITIONS,
    GUEST_ROLES,
    LIVE_STATES,
    SEATED_ROLES,
    SEATED_STATES,
    TAKING_PART_STATES,
    BookingState,
    Role,
)

LIVE = sorted(LIVE_STATES)
SEATED = sorted(SEATED_STATES)
CANCELLABLE = sorted(state for state, following in BOOKING_TRANSITIONS.items() if BookingState.CANCELLED in following)


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> BookingQuerySet:
        return self.filter(state__in=LIVE)

    def seated(self) -> BookingQuerySet:
        """Those that hold a seat of their role."""
        return self.filter(seat__isnull=False)

    def taking_part(self) -> BookingQuerySet:
        return self.filter(state__in=sorted(TAKING_PART_STATES))

    def waiting(self) -> BookingQuerySet:
        """The waiting list in its order: who came first."""
        return self.filter(state=BookingState.WAITLISTED).order_by("queued_at", "pk")

    def cancellable(self, now: datetime) -> BookingQuerySet:
        """Of meetings that aren't over. Who is on record as having been there, was there."""
        return self.filter(state__in=CANCELLABLE, meeting__ends_at__gt=now)

    def with_people(self) -> BookingQuerySet:
        return self.select_related("supporter__user", "meeting__cohort")


class Booking(Numbered):
    """One person's part in one meeting, from applying to having been there."""

    # Stands in addresses and, as UID, in calendars.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="bookings")
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="bookings")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)
    state = models.CharField(_("state"), max_length=15, choices=BookingState.choices)
    seat = models.PositiveSmallIntegerField(null=True)
    # The order of the waiting list.
    queued_at = models.DateTimeField(_("applied at"))
    invited_until = models.DateTimeField(_("offer valid until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"))
    # Raised by each change of state: dedupes mails, and adds to the meeting's in calendars.
    sequence = models.PositiveSmallIntegerField(default=0)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        default_permissions = ()
        indexes = [models.Index(fields=["meeting", "state", "queued_at"], name="booking_by_place_in_line")]
        constraints = [
            # The net behind the lock on the meeting's row. NULLs, the freed seats, never collide.
            models.UniqueConstraint(fields=["meeting", "role", "seat"], name="seat_is_taken_once"),
            models.UniqueConstraint(
                fields=["meeting", "supporter"], condition=Q(state__in=LIVE), name="one_live_booking_per_person"
            ),
            # Whoever is confirmed or invited to a seat holds one; guests sit beside the seats, all others have none.
            models.CheckConstraint(
                condition=Q(state__in=SEATED, role__in=sorted(SEATED_ROLES), seat__gte=1)
                | Q(state__in=SEATED, role__in=sorted(GUEST_ROLES), seat__isnull=True)
                | (~Q(state__in=SEATED) & Q(seat__isnull=True)),
                name="booking_holds_a_seat_while_it_has_one",
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.INVITED, invited_until__isnull=False)
                | (~Q(state=BookingState.INVITED) & Q(invited_until__isnull=True)),
                name="invitation_has_an_end",
            ),
        ]


class Joining(Numbered):
    """That somebody went through the portal's own address to the meeting (kept for a year, D5)."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="joinings")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["at"]
        indexes = [models.Index(fields=["at"], name="joining_by_age")]


class CalendarFeed(Numbered):
    """A supporter's calendar address. Its token is kept as a keyed hash: shown once, and replaced to revoke it."""

    supporter = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    # Hash of what the password and "sign out on all devices" change: whoever held the telephone once is out with it.
    sign_in = models.CharField(max_length=64, default="", db_default="")
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    @property
    def has_ended(self) -> bool:
        user = self.supporter.user
        return user is None or self.sign_in != sign_in_of(user)


def sign_in_of(user: User) -> str:
    return keyed_hash(user.get_session_auth_hash(), purpose="sign-in of a calendar feed")
