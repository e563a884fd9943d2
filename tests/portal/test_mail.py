from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, connections
from django.utils.translation import get_language
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail import hooks

from network.models import User
from portal import mail
from portal.mail import Failure, Letter, LetterKind, MailState, OutboxMail
from portal.mail.failures import failure_of
from portal.mail.models import WrongAddress, address_digest
from portal.mail.rules import ATTEMPTS, ATTEMPTS_REFUSED, LONGEST_WAIT, SECRETS_LIVE, is_hopeless, wait_after
from portal.mail.sending import LEASE, send_one
from tests.databases import Copy
from tests.portal.mail_servers import HANGING, REFUSED, mail_server, silent_server

in_database = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPException("the post is on strike")


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise AnymailRecipientsRefused(f"no such mailbox: {messages[0].to}")


class UnreachableBackend(BaseEmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


def hello(row: OutboxMail) -> Letter:
    return Letter("Tin mới", f"{get_language()} {row.reference} {(row.sealed or {}).get('code', '')}".strip())


def nothing(row: OutboxMail) -> None:
    return None


def broken(row: OutboxMail) -> Letter:
    raise LookupError(f"secret of {row.address}")


KINDS = {f"test.{build.__name__}": LetterKind("words", build) for build in (hello, nothing, broken)}


@pytest.fixture(autouse=True)
def letters() -> Iterator[None]:
    with hooks.register_temporarily("portal_letters", lambda: KINDS):
        yield


def queue(key: str = "hello-1", *, kind: str = "test.hello", to: str = "reader@example.org", **more: Any) -> OutboxMail:
    user = User.objects.get_or_create(email=to)[0] if to else None
    queued = {"recipient_id": user.pk if user else None, "language": "vi", "reference": "42", "now": NOW, **more}
    mail.queue(kind, dedupe_key=key, **queued)
    return OutboxMail.objects.get(dedupe_key=key)


def sent() -> list[tuple[str, list[str]]]:
    return [(str(message.body), message.to) for message in django_mail.outbox]


def states() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))


# Queueing


@in_database
def test_mail_queued_twice_is_one_row() -> None:
    queue()
    queue()

    assert OutboxMail.objects.count() == 1


@in_database
def test_row_holds_no_text_and_no_secret_in_clear() -> None:
    row = queue(sealed={"email": "other@example.org", "code": "K7-SECRET"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_outboxmail")
        stored = repr(cursor.fetchall())
    assert row.sealed == {"email": "other@example.org", "code": "K7-SECRET"}
    assert [word for word in ("other@example.org", "K7-SECRET", "Tin mới") if word in stored] == []


@in_database
@pytest.mark.parametrize("more", [{"urgent": True}, {"sealed": {"code": "7"}}], ids=["urgent", "sealed"])
def test_urgent_mail_goes_out_when_the_transaction_is_over(
    more: dict[str, Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue(**more)
        assert sent() == []

    assert len(sent()) == 1


@in_database
def test_mail_that_can_wait_leaves_it_to_the_clock(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue()

    assert (sent(), states()) == ([], [MailState.WAITING])


@in_database
def test_task_knows_nothing_but_the_key_of_the_row(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, settings: Settings
) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        row = queue(sealed={"email": "other@example.org", "code": "7"})

    assert DBTaskResult.objects.get().args_kwargs == {"args": [row.pk], "kwargs": {}}
    assert sent() == []


# Sending


@in_database
def test_due_mail_is_sent_once_by_two_ticks() -> None:
    queue()
    mail.send_due_mail(NOW)
    mail.send_due_mail(NOW + timedelta(days=1))

    assert sent() == [("vi 42", ["reader@example.org"])]
    assert states() == [MailState.SENT]


@in_database
def test_sealed_mail_goes_to_its_own_address_and_forgets_it() -> None:
    row = queue(sealed={"email": "other@example.org", "code": "K7"})
    mail.send_due_mail(NOW)

    row.refresh_from_db()
    assert sent() == [("vi 42 K7", ["other@example.org"])]
    assert (row.sealed, row.state) == (None, MailState.SENT)
    assert abs(row.settled_at - NOW) < MINUTE  # type: ignore[operator]


@in_database
def test_mail_to_an_address_without_account() -> None:
    queue(to="", sealed={"email": "other@example.org"})
    mail.send_due_mail(NOW)

    assert sent() == [("vi 42", ["other@example.org"])]


@in_database
def test_codes_go_before_news_however_old() -> None:
    queue("old news", now=NOW - timedelta(hours=2))
    queue("code", to="second@example.org", sealed={"code": "7"})
    mail.send_due_mail(NOW)

    assert [to for _text, to in sent()] == [["second@example.org"], ["reader@example.org"]]


@in_database
def test_headers_say_that_a_program_writes_in_which_language_and_which_mail_it_is() -> None:
    queue("one", language="ja-hira")
    queue("two")
    mail.send_due_mail(NOW)

    one, two = (message.message() for message in django_mail.outbox)
    assert (one["Auto-Submitted"], one["Content-Language"]) == ("auto-generated", "ja-hira")
    assert one["Message-ID"].endswith("@localhost>")
    assert one["Message-ID"] != two["Message-ID"]


@in_database
def test_mail_sent_again_after_a_crash_is_known_by_its_id() -> None:
    row = queue()
    mail.send_due_mail(NOW)
    # The program died between the server's yes and writing it down.
    OutboxMail.objects.filter(pk=row.pk).update(state=MailState.WAITING, settled_at=None)
    mail.send_due_mail(NOW + MINUTE)
    assert len(django_mail.outbox) == 1

    mail.send_due_mail(NOW + LEASE + MINUTE)
    first, second = (message.message()["Message-ID"] for message in django_mail.outbox)
    assert first == second


@in_database
@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"kind": "test.nothing"}, MailState.NOT_NEEDED),
        ({"to": "", "sealed": {}}, MailState.NOT_NEEDED),
    ],
    ids=["nothing to say", "nobody to say it to"],
)
def test_mail_whose_reason_is_gone_is_closed_and_not_called_sent(more: dict[str, Any], state: MailState) -> None:
    queue(**more)
    mail.send_due_mail(NOW)

    assert (sent(), states()) == ([], [state])
    assert OutboxMail.objects.get().sealed is None


@in_database
def test_closed_account_gets_no_mail() -> None:
    queue()
    queue("code", sealed={"email": "other@example.org", "code": "7"})
    User.objects.update(is_active=False)
    mail.send_due_mail(NOW)

    assert (sent(), states()) == ([], [MailState.NOT_NEEDED] * 2)


@in_database
def test_wrong_address_gets_codes_asked_for_and_no_news() -> None:
    WrongAddress.objects.create(digest=address_digest("reader@example.org"), by="desk", since=NOW)
    queue("news")
    queue("code", sealed={"code": "7"})
    mail.send_due_mail(NOW)

    assert sent() == [("vi 42 7", ["reader@example.org"])]
    assert states() == [MailState.WRONG_ADDRESS, MailState.SENT]


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


# Failing


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


def on_loopback(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.2


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


# Races

SENDERS = 4


def in_parallel(work: Callable[[], None]) -> None:
    def run() -> None:
        barrier.wait()
        work()
        connections.close_all()

    barrier = threading.Barrier(SENDERS)
    threads = [threading.Thread(target=run) for _number in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.race
def test_row_is_sent_once_by_senders_in_parallel(race_database: Copy) -> None:
    OutboxMail.objects.all().delete()
    keys = [f"race-{number}" for number in range(20)]
    for key in keys:
        queue(key, to=f"{key}@example.org")

    in_parallel(lambda: mail.send_due_mail(NOW))

    assert sorted(to[0] for _text, to in sent()) == sorted(f"{key}@example.org" for key in keys)


@pytest.mark.race
def test_task_and_clock_at_once_send_a_code_once(race_database: Copy, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    OutboxMail.objects.all().delete()
    rows = [queue(f"race-{number}", sealed={"code": str(number)}) for number in range(10)]

    def task_and_clock() -> None:
        for row in rows:
            send_one(row.pk, NOW)
        mail.send_due_mail(NOW)

    in_parallel(task_and_clock)

    assert sorted(text for text, _to in sent()) == [f"vi 42 {number}" for number in range(10)]
