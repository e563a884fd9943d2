"""The reminder: something takes place soon, and not what (D4)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.mail import Letter
from portal.templatetags.portal_tags import without_furigana

from .enums import BookingState
from .models import Booking


def reminder(recipient: Any, reference: str) -> Letter | None:
    """Nothing, where the person has cancelled meanwhile or it has begun."""
    confirmed = Booking.objects.filter(pk=int(reference), state=BookingState.CONFIRMED, meeting__cancelled_at=None)
    if not confirmed.filter(meeting__starts_at__gt=timezone.now()).exists():
        return None
    address = f"{settings.PORTAL_ADDRESS}{reverse('my_page')}"
    subject = _("Something on your page takes place soon")
    text = _("Hello,\n\nSomething on your page in the portal takes place soon. Sign in to read it:\n%(address)s\n") % {
        "address": address
    }
    return Letter(subject=without_furigana(subject), text=without_furigana(text))
