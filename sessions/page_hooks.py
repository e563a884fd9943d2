"""What Wagtail's explorer may not do with the pages of sessions: they belong to what the desk plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .bookings.models import Booking
from .meetings.models import ConsultationPage


def copy_at_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copied page would announce nothing: the desk copies the session."""
    copied = ConsultationPage.objects.descendant_of(page, inclusive=True).first()
    if copied is None:
        return None
    messages.error(request, _("A session is copied at the desk, under Sessions, with a number and a time of its own."))
    if page.pk == copied.pk and request.user.has_perm("consultations.plan_meeting"):
        return redirect("meetings:inspect", page.translation_key)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_sessions_with_bookings(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who has a seat must find the session they are going to."""
    keys = ConsultationPage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)
    if not Booking.objects.filter(meeting__in=keys).exists():
        return None
    messages.error(request, _("People have signed up for this session. Unpublish the page instead of deleting it."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
