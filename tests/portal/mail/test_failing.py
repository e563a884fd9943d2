"""Mail that can't be sent waits, is given up, and keeps none other waiting."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from pytest_django import Settings

from portal import mail
from portal.mail import Failure, MailState, OutboxMail
from portal.mail.failures import failure_of
from portal.mail.rules import ATTEMPTS, ATTEMPTS_REFUSED, LONGEST_WAIT, SECRETS_LIVE, is_hopeless, wait_after
from tests.portal.mail.letters import MINUTE, NOW, queue, sent, states
from tests.portal.mail_servers import HANGING, REFUSED, mail_server, on_loopback, silent_server

in_database = pytest.mark.django_db


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPException("the post is on strike")


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise AnymailRecipientsRefused(f"no such mailbox: {messages[0].to}")


class UnreachableBackend(BaseEmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


@in_database
def test_failed_mail_waits_and_is_tried_again(settings: Settings) -> None:
    queue()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    mail.send_due_mail(NOW)
    settings.EMAIL_BACKEND = working
    mail.send_due_mail(NOW + MINUTE / 2)
    assert sent() == []

    mail.send_due_mail(NOW + 2 * MINUTE)
    assert len(sent()) == 1


@in_database
@pytest.mark.parametrize("kind", ["test.broken", "test.unknown"])
def test_mail_that_cannot_be_written_keeps_none_other_waiting(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    queue("bad", kind=kind, to="first@example.org")
    queue("good")
    mail.send_due_mail(NOW)

    bad = OutboxMail.objects.get(dedupe_key="bad")
    assert [to for _text, to in sent()] == [["reader@example.org"]]
    assert (bad.state, bad.attempts, bad.failure) == (MailState.WAITING, 1, Failure.OTHER)
    assert "first@example.org" not in caplog.text


@in_database
def test_mail_sealed_with_a_lost_key_keeps_none_other_waiting() -> None:
    bad = queue("bad", sealed={"code": "7"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_outboxmail SET sealed = 'gAAA' WHERE id = %s", [bad.pk])
    queue("good")
    mail.send_due_mail(NOW)

    assert states() == [MailState.WAITING, MailState.SENT]


@in_database
def test_refused_mail_is_given_up_within_minutes_and_names_nobody_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    row = queue()
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    for minutes in (0, 2, 5, 30):
        mail.send_due_mail(NOW + minutes * MINUTE)

    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == (MailState.GIVEN_UP, Failure.REFUSED, ATTEMPTS_REFUSED)
    assert "AnymailRecipientsRefused" in caplog.text
    assert "reader@example.org" not in caplog.text


@in_database
def test_mail_server_that_is_away_costs_no_mail_an_attempt(settings: Settings) -> None:
    queue()
    settings.EMAIL_BACKEND = f"{__name__}.UnreachableBackend"
    mail.send_due_mail(NOW)

    assert list(OutboxMail.objects.values_list("state", "attempts")) == [(MailState.WAITING, 0)]


@in_database
def test_unsent_code_is_forgotten_after_a_day(settings: Settings) -> None:
    row = queue(sealed={"code": "7"})
    settings.EMAIL_BACKEND = f"{__name__}.UnreachableBackend"
    mail.send_due_mail(NOW + SECRETS_LIVE - MINUTE)
    row.refresh_from_db()
    assert (row.sealed, row.state, row.attempts) == ({"code": "7"}, MailState.WAITING, 0)

    mail.send_due_mail(NOW + SECRETS_LIVE)
    row.refresh_from_db()
    assert (row.sealed, row.state) == (None, MailState.NOT_NEEDED)


@in_database
def test_one_refused_and_one_hanging_among_many_leave_the_others_in_one_pass(settings: Settings) -> None:
    addresses = [REFUSED, "a@example.org", HANGING, "b@example.org", "c@example.org"]
    for address in addresses:
        queue(address, to=address)
    with mail_server() as server:
        on_loopback(settings, server.port)
        mail.send_due_mail(NOW)
        mail.send_due_mail(NOW + MINUTE / 2)

    assert server.received == ["a@example.org", "b@example.org", "c@example.org"]
    assert states() == [MailState.WAITING, MailState.SENT, MailState.WAITING, MailState.SENT, MailState.SENT]
    assert server.connections == 2


@in_database
def test_recipients_that_hang_one_after_the_other_end_the_pass(settings: Settings) -> None:
    for number in range(5):
        queue(f"hanging-{number}", to="", sealed={"email": HANGING})
    with mail_server() as server:
        on_loopback(settings, server.port)
        mail.send_due_mail(NOW)

    assert list(OutboxMail.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 1, 1, 0, 0]


@in_database
def test_server_that_accepts_and_never_answers_ends_the_pass(settings: Settings) -> None:
    queue()
    with silent_server() as port:
        on_loopback(settings, port)
        mail.send_due_mail(NOW)

    assert list(OutboxMail.objects.values_list("state", "attempts")) == [(MailState.WAITING, 0)]


class Answered:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (AnymailRecipientsRefused(), Failure.REFUSED),
        (SMTPRecipientsRefused({"a@example.org": (550, b"nobody")}), Failure.REFUSED),
        (SMTPRecipientsRefused({"a@example.org": (450, b"later")}), Failure.OTHER),
        (AnymailRequestsAPIError("timed out"), Failure.NO_ANSWER),
        (AnymailRequestsAPIError("gone", response=Answered(503)), Failure.NO_ANSWER),
        (AnymailRequestsAPIError("wrong key", response=Answered(401)), Failure.OTHER),
        (SMTPServerDisconnected("timed out"), Failure.NO_ANSWER),
        (SMTPDataError(554, b"spam"), Failure.OTHER),
        (TimeoutError(), Failure.NO_ANSWER),
        (ConnectionRefusedError(), Failure.NO_ANSWER),
        (ValueError(), Failure.OTHER),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_failure_is_told_by_type_and_status(error: Exception, failure: Failure) -> None:
    assert failure_of(error) == failure


def test_mail_is_tried_for_a_day_and_ever_more_rarely() -> None:
    waits = [wait_after(attempts) for attempts in range(1, ATTEMPTS)]

    assert waits[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert (waits == sorted(waits), max(waits)) == (True, LONGEST_WAIT)
    assert timedelta(hours=23) < sum(waits, timedelta()) < timedelta(hours=26)
    assert [is_hopeless(count, is_refused=False) for count in (ATTEMPTS - 1, ATTEMPTS)] == [False, True]
    assert [is_hopeless(count, is_refused=True) for count in (2, 3)] == [False, True]
