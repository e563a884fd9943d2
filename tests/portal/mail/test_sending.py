"""Mail is sent: once, to the right address, by the right name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail

from network.models import User
from portal import mail
from portal.mail import MailState, OutboxMail
from portal.mail.models import WrongAddress, address_digest
from portal.mail.sending import LEASE
from tests.portal.mail.letters import MINUTE, NOW, queue, sent, states

in_database = pytest.mark.django_db


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
