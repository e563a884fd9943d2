"""Sending what is due. *Any* error makes its own row wait, and the others go in the same pass."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django_tasks import task
from wagtail import hooks

from portal.addresses import in_header
from portal.logs import type_and_place

from .connecting import Pass
from .enums import Failure, MailState
from .failures import failure_of
from .letters import Letter, letter_kinds
from .models import OutboxMail, OutboxQuerySet, WrongAddress
from .rules import is_hopeless, wait_after

logger = logging.getLogger(__name__)

# Longer than the slowest dispatch: whoever died over a row leaves it to others after this time.
LEASE = timedelta(minutes=5)
MOST_IN_A_PASS = 500
# What may not go out now is looked at again after this time.
HELD_FOR = timedelta(hours=1)


class DispatchError(Exception):
    """The letter was written and didn't get away; the backend's own error is the cause."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def send_due_mail(now: datetime) -> None:
    forget_secrets(now)
    _send(OutboxMail.objects.due(now)[:MOST_IN_A_PASS], now)


@task(priority=50)
def send_mail(mail_id: int) -> None:
    """At once, before whatever else waits; the clock is the net behind it. Run twice, it sends once."""
    send_one(mail_id, timezone.now())


def send_one(mail_id: int, now: datetime) -> None:
    _send(OutboxMail.objects.due(now).filter(pk=mail_id), now)


def forget_secrets(now: datetime) -> None:
    """A code that couldn't be sent for a day is of no use to anybody."""
    OutboxMail.objects.filter(sealed__isnull=False, expires_at__lte=now).update(
        sealed=None, state=MailState.NOT_NEEDED, settled_at=now
    )


def _send(due: OutboxQuerySet, now: datetime) -> None:
    """Only keys are read in advance: what a row says, and to whom, is read when its turn comes."""
    with Pass(now) as current:
        for pk, attempts in list(due.values_list("pk", "attempts")):
            if not current.goes_on():
                return
            if _claim(pk, attempts, current.now):
                _send_claimed(pk, attempts + 1, current)


def _claim(pk: int, attempts: int, now: datetime) -> bool:
    """By a conditional update: of two senders at once one gets the row."""
    free = OutboxMail.objects.waiting().filter(pk=pk, attempts=attempts, next_try_at__lte=now)
    return bool(free.update(attempts=attempts + 1, next_try_at=now + LEASE))


def _send_claimed(pk: int, attempts: int, current: Pass) -> None:
    row = OutboxMail.objects.filter(pk=pk)
    try:
        mail = OutboxMail.objects.select_related("recipient").get(pk=pk)
        # News, while nobody may write to the reader's mailbox; what names an address of its own goes there.
        if mail.sealed is None and any(is_held(mail) for is_held in hooks.get_hooks("portal_mail_is_held")):
            row.waiting().update(attempts=attempts - 1, next_try_at=current.now + HELD_FOR)
            return
        state = _dispatch(mail, current)
    except DispatchError as error:
        current.failed(error.failure)
        _put_off(row, attempts, error.failure, current.now)
        logger.warning("mail %s waits: %s", pk, type_and_place(error))
    except Exception as error:  # of a builder, a template, a key
        _put_off(row, attempts, Failure.OTHER, current.now)
        logger.warning("mail %s waits: %s", pk, type_and_place(error))
    else:
        row.update(state=state, settled_at=current.now, sealed=None, failure=Failure.NONE)


def _dispatch(mail: OutboxMail, current: Pass) -> MailState:
    """The state that the mail has come to. What somebody has just asked for goes to any address."""
    is_closed = mail.recipient is not None and not mail.recipient.is_active
    if is_closed or not mail.address:
        return MailState.NOT_NEEDED
    if mail.sealed is None and WrongAddress.objects.of(mail.address).exists():
        return MailState.WRONG_ADDRESS
    with translation.override(mail.language):
        letter = letter_kinds()[mail.kind].build(mail)
    if letter is None:
        return MailState.NOT_NEEDED
    try:
        current.send(_message(mail, letter))
    except Exception as error:
        raise DispatchError(failure_of(error)) from error
    return MailState.SENT


def _message(mail: OutboxMail, letter: Letter) -> EmailMessage:
    headers = {
        "Message-ID": mail.message_id,
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notes come back
    }
    return EmailMessage(letter.subject, letter.text, to=[in_header(mail.address)], headers=headers)


def _put_off(row: OutboxQuerySet, attempts: int, failure: Failure, now: datetime) -> None:
    if is_hopeless(attempts, is_refused=failure == Failure.REFUSED):
        give_up(row, failure, now)
    else:
        row.waiting().update(next_try_at=now + wait_after(attempts), failure=failure)


def give_up(row: OutboxQuerySet, failure: Failure, now: datetime) -> None:
    """Left to the desk."""
    row.waiting().update(state=MailState.GIVEN_UP, settled_at=now, failure=failure)
