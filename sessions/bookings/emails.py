"""The reminder: something takes place soon, and not what (D4)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.letters import calling_to_my_page
from portal.mail import Letter, OutboxMail

from .actions.reminding import reference_of
from .enums import BookingState
from .models import Booking


def reminder(mail: OutboxMail) -> Letter | None:
    """Nothing, where either has been cancelled meanwhile, or it has begun, or was moved: then the new start is reminded
    of."""
    pk, _colon, _start = mail.reference.partition(":")
    confirmed = Booking.objects.filter(pk=pk, state=BookingState.CONFIRMED, meeting__cancelled_at=None)
    booking = confirmed.filter(meeting__starts_at__gt=timezone.now()).select_related("meeting").first()
    if booking is None or mail.reference != reference_of(booking):
        return None
    text = _("Hello,\n\nSomething on your page in the portal takes place soon. Sign in to read it:\n%(address)s\n")
    return calling_to_my_page(_("Something on your page takes place soon"), text)
