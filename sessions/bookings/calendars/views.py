"""Appointments for people's own calendars: the file of a booking, and a feed whose address only its owner knows."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from icalendar import Event

from network.models import Supporter
from portal.doors import way_to_prove
from portal.fields import decrypt, encrypt
from portal.forms import IdempotentForm
from portal.steps import take

from ..doors import own_booking, supporters_only
from ..models import CalendarFeed
from . import feeds
from .actions import make_feed, revoke_feed
from .ics import written

NEW_ADDRESS = "new calendar address"
FEED_IS_READ_AGAIN_AFTER = timedelta(hours=4)


@require_safe
@supporters_only
def ics(request: HttpRequest, supporter: Supporter, uid: UUID) -> HttpResponse:
    response = _calendar([feeds.of_booking(own_booking(supporter, uid))])
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _calendar(events: list[Event], *, again_after: timedelta | None = None) -> HttpResponse:
    text = written(events, name=feeds.neutral_name(), now=timezone.now(), again_after=again_after)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Without session and cookie: programs ask, and whoever has the address reads."""
    supporter = feeds.owner(token)
    if supporter is None:
        # The same for an address that was never there and for one that was.
        headers = {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8", headers=headers)
    with translation.override(supporter.language):
        events = feeds.of_supporter(supporter, timezone.now())
        # Weak, and taken before: each writing carries its own moment (DTSTAMP).
        content = hashlib.sha256(b"".join(event.to_ical() for event in events)).hexdigest()
        response = _calendar(events, again_after=FEED_IS_READ_AGAIN_AFTER)
    response.headers["Content-Language"] = supporter.language
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = f'W/"{content}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


@supporters_only
def calendar(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """Whoever has the address reads it without a session, so a session alone makes none; it may stop one."""
    form = IdempotentForm(request.POST or None)
    way = way_to_prove(request, request.path)
    act = _revoke if "revoke" in request.POST else _make
    if form.is_valid() and not supporter.has_left:
        if act is _make and way is not None:
            return redirect(way)
        step = take(request, form, lambda now: act(request, supporter, now), reverse("consultations:calendar"))
        if step.done:
            return step.done
    address = _new_address(request)
    context = {
        "form": form,
        "supporter": supporter,
        "feed": CalendarFeed.objects.filter(supporter=supporter).select_related("supporter__user").first(),
        "address": address,
        "is_proven": way is None,
        "in_app": f"webcal:{address.partition(':')[2]}",
    }
    return render(request, "consultations/bookings/calendar.html", context)


def _make(request: HttpRequest, supporter: Supporter, now: datetime) -> None:
    """To the next page the token goes by the session, encrypted; in the browser's addresses it has no business."""
    request.session[NEW_ADDRESS] = encrypt(make_feed(supporter, now=now))


def _revoke(request: HttpRequest, supporter: Supporter, now: datetime) -> None:
    revoke_feed(supporter, now=now)
    request.session.pop(NEW_ADDRESS, None)


def _new_address(request: HttpRequest) -> str:
    """Shown this once."""
    token = request.session.pop(NEW_ADDRESS, "")
    return f"{settings.PORTAL_ADDRESS}{reverse('calendar_feed', args=[decrypt(token)])}" if token else ""
