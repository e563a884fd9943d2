"""J2: consultation sessions on "my page", for whom they are open, and what comes next there."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Supporter
from network.people.facts import has_any, signed_in_supporter
from portal.compiled import Compiled, Parameter
from portal.dashboard import Card, Step, once_a_request
from portal.templatetags.portal_tags import moment

from .enums import LIVE_STATES, TAKING_PART_STATES
from .models import Booking

SHOWN = 3


def steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    bookings = own_bookings(request, supporter)
    kept = [(one, one.invited_until) for one in bookings if one.invited_until is not None]
    invitations = [_invitation_step(booking, until) for booking, until in kept if until > timezone.now()]
    return [*invitations, _joining_step(bookings)] if bookings or may_join(supporter) else []


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    bookings = own_bookings(request, supporter)
    if not bookings and not may_join(supporter):
        return []
    coming = [one for one in bookings if one.state in LIVE_STATES and one.meeting.ends_at > timezone.now()]
    return [Card(40, "consultations/bookings/card.html", {"bookings": coming[:SHOWN]})]


def may_join(supporter: Supporter) -> bool:
    """S2, for a hint of what comes next; applying itself is judged by the rules."""
    return supporter.has_confirmed_experience or supporter.wants_foreign_origin_training


def own_bookings(request: HttpRequest, supporter: Supporter) -> list[Booking]:
    """One query for steps and card together."""
    if not has_any(request, "bookings"):
        return []
    return once_a_request(request, "_own_bookings", lambda: _own.all(supporter=supporter.pk))


@Compiled
def _own() -> QuerySet[Booking]:
    own = Booking.objects.live().filter(supporter_id=Parameter("supporter", Booking, "supporter"))
    return own.select_related("meeting").order_by("meeting__starts_at", "pk")


def rows() -> dict[str, QuerySet[Booking]]:
    return {"bookings": Booking.objects.live().filter(supporter=OuterRef("pk"))}


def _invitation_step(booking: Booking, until: datetime) -> Step:
    text = _("We keep it until %(until)s. After that it goes to the next person.")
    return Step(
        order=29,
        title=_("A seat has come free for you"),
        text=text % {"until": moment(until)},
        state="now",
        url=reverse("consultations:offer", args=[booking.uid]),
        action=_("Answer"),
    )


def _joining_step(bookings: list[Booking]) -> Step:
    has_a_place = any(booking.state in TAKING_PART_STATES for booking in bookings)
    return Step(
        order=30,
        title=_("Join consultation sessions"),
        text=_("Online you think about cases together with others, or listen and learn."),
        state="done" if has_a_place else "later",
        url=reverse("consultations:meetings"),
        action=_("Choose a session"),
    )
