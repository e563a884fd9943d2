"""Reading the mails that the portal sends: the outbox first, then the mail server's place in the tests' memory."""

from __future__ import annotations

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from portal.mail import send_due_mail


def delivered() -> list[EmailMessage]:
    """All that was sent so far, after the clock's round."""
    send_due_mail(timezone.now())
    return mail.outbox


def newest() -> str:
    """The text of the newest mail."""
    return str(delivered()[-1].body)
