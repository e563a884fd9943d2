"""The one address of the room without a language: calendar programs ask for it, and the person's own is used."""

from __future__ import annotations

from django.urls import path

from .bookings.views.calendars import feed

urlpatterns = [path("<str:token>.ics", feed, name="calendar_feed")]
