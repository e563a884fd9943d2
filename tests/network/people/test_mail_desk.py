"""The desk's list of mails that could not be sent, and what becomes of an address that is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.models import Supporter
from network.papers.actions import NEWS_MAIL
from portal import mail
from portal.audit import AuditEntry
from portal.mail import Failure, MailState, OutboxMail, WrongAddress
from portal.mail.actions import note_that_mail_came_back
from portal.mail.enums import WrongBy
from tests import mailing
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

LIST = "/admin/mails/"


def given_up(supporter: Supporter | None, key: str = "one", **more: Any) -> OutboxMail:
    queued = {"language": "en", "recipient_id": supporter and supporter.user_id, "now": timezone.now(), **more}
    mail.queue(NEWS_MAIL, dedupe_key=key, **queued)
    OutboxMail.objects.filter(dedupe_key=key).update(
        state=MailState.GIVEN_UP, settled_at=timezone.now(), failure=Failure.REFUSED, attempts=3
    )
    return OutboxMail.objects.get(dedupe_key=key)


@pytest.fixture
def supporter() -> Supporter:
    made: Supporter = SupporterFactory(user__email="lan@example.org", language="en")
    return made


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "en"
    return client


def words(html: str) -> str:
    return " ".join(re.sub(r"<.*?>", " ", html).split())


def states() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))


def test_list_says_whose_which_and_why_and_no_address(desk: Client, supporter: Supporter) -> None:
    given_up(supporter)
    given_up(None, "colleague", recipient_id=UserFactory(email="colleague@example.org", groups=["Editors"]).pk)
    given_up(None, "nobody", sealed={"email": "stranger@example.org"})
    mail.queue(NEWS_MAIL, recipient_id=supporter.user_id, language="vi", dedupe_key="waits", now=timezone.now())

    html = desk.get(LIST).content.decode()
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html.split("<tbody>")[1], re.DOTALL)
    cells = [
        [re.sub(r"<.*?>|\s+", " ", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)] for row in rows
    ]

    assert [row[:2] + row[3:5] for row in cells] == [
        [str(supporter), "News of papers", "3", "The recipient&#x27;s provider refuses it."],
        ["somebody of the office", "News of papers", "3", "The recipient&#x27;s provider refuses it."],
        ["an address without account", "News of papers", "3", "The recipient&#x27;s provider refuses it."],
    ]
    assert [address for address in ("lan@", "colleague@", "stranger@") if address in html] == []


def test_list_costs_as_many_queries_for_many_as_for_one(desk: Client, supporter: Supporter) -> None:
    given_up(supporter)
    desk.get(LIST)
    with counted() as one:
        desk.get(LIST)
    for number in range(4):
        given_up(SupporterFactory(), f"more-{number}")
    with counted() as many:
        desk.get(LIST)

    assert len(many) == len(one)


def test_mail_is_tried_again_at_once_and_on_record(
    desk: Client, supporter: Supporter, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = given_up(supporter)

    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            desk.post(f"{LIST}again/{row.pk}/")

    assert [message.to for message in django_mail.outbox] == [["lan@example.org"]]
    assert states() == [MailState.SENT]
    assert list(AuditEntry.objects.filter(object_type="portal.outboxmail").values_list("verb", "object_ref")) == [
        ("mail tried again", str(row.pk))
    ]


def test_all_are_tried_again(desk: Client, supporter: Supporter) -> None:
    for number in range(3):
        given_up(supporter, f"{number}")

    assert "3 mails could not be sent" in desk.get(f"{LIST}again/").content.decode()
    assert states() == [MailState.GIVEN_UP] * 3
    desk.post(f"{LIST}again/")
    assert len(mailing.delivered()) == 3


def test_wrong_address_is_asked_about_and_gets_no_more_news(desk: Client, supporter: Supporter) -> None:
    row, other = given_up(supporter), given_up(supporter, "other")
    mail.queue(NEWS_MAIL, recipient_id=supporter.user_id, language="vi", dedupe_key="waits", now=timezone.now())

    assert desk.get(f"{LIST}wrong/{row.pk}/").status_code == 200
    assert not WrongAddress.objects.exists()
    for _press in range(2):
        assert desk.post(f"{LIST}wrong/{row.pk}/")["Location"] == LIST

    assert mailing.delivered() == []
    assert states() == [MailState.WRONG_ADDRESS] * 3
    assert AuditEntry.objects.filter(verb="address is wrong", object_ref=str(row.pk)).count() == 1
    assert desk.post(f"{LIST}again/{other.pk}/")["Location"] == LIST
    assert states() == [MailState.WRONG_ADDRESS] * 3


def test_wrong_sealed_address_is_not_the_accounts(desk: Client, supporter: Supporter) -> None:
    row = given_up(supporter, sealed={"email": "mistyped@example.org"})
    desk.post(f"{LIST}wrong/{row.pk}/")

    marked = [WrongAddress.objects.of(address).exists() for address in ("mistyped@example.org", "lan@example.org")]
    assert marked == [True, False]


def test_code_that_is_a_day_old_leaves_the_list(desk: Client, supporter: Supporter) -> None:
    given_up(supporter, sealed={"code": "7"}, now=timezone.now() - timedelta(hours=25))
    mailing.delivered()

    assert states() == [MailState.NOT_NEEDED]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_others_of_the_office_touch_no_mail(client: Client, supporter: Supporter, group: str) -> None:
    row = given_up(supporter)
    client.force_login(UserFactory(groups=[group]))

    client.get(LIST)
    for path in ("again/", f"again/{row.pk}/", f"wrong/{row.pk}/"):
        client.post(f"{LIST}{path}")

    assert (states(), WrongAddress.objects.count()) == ([MailState.GIVEN_UP], 0)


def panel(client: Client) -> list[str]:
    html = client.get("/admin/").content.decode()
    found = html.partition("mails-panel")[2].partition("</table>")[0]
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)]


def test_home_shows_what_did_not_get_away(desk: Client, supporter: Supporter) -> None:
    assert panel(desk) == []
    given_up(supporter)
    long_ago = timezone.now() - timedelta(minutes=61)
    mail.queue(NEWS_MAIL, recipient_id=supporter.user_id, language="vi", dedupe_key="waits", now=long_ago)

    assert panel(desk) == [
        "Mails that could not be sent 1",
        "Waiting for more than an hour: no mail goes out. Tell the administrator. 1",
    ]


# The reader's side


def asks_for_another(client: Client) -> bool:
    return 'id="wrong-address"' in client.get("/en/my/").content.decode()


def test_own_page_asks_for_another_address_until_one_is_confirmed(client: Client, supporter: Supporter) -> None:
    client.force_login(supporter.user)
    assert asks_for_another(client) is False
    note_that_mail_came_back("LAN@example.org", WrongBy.BOUNCE, now=timezone.now())
    assert asks_for_another(client) is True

    supporter.user.email = "new@example.org"
    supporter.user.save()
    assert asks_for_another(client) is False


def test_address_that_is_confirmed_takes_mail_again(client: Client, supporter: Supporter) -> None:
    note_that_mail_came_back("lan@example.org", WrongBy.BOUNCE, now=timezone.now())
    EmailAddress.objects.update(verified=False)
    client.post("/en/account/login/", {"login": "lan@example.org", "password": "side by side we walk"})
    link = re.search(r"http://localhost:8000(\S+confirm-email\S+)", mailing.newest())
    assert link is not None

    client.post(link[1])

    assert not WrongAddress.objects.exists()


def test_address_whose_code_is_typed_takes_mail_again(client: Client, supporter: Supporter) -> None:
    note_that_mail_came_back("lan@example.org", WrongBy.BOUNCE, now=timezone.now())
    client.post("/en/account/login/code/", {"email": "lan@example.org"})
    code = re.search(r"signing in: (\S+)", mailing.newest())
    assert code is not None

    client.post("/en/account/login/code/confirm/", {"code": code[1]})

    assert not WrongAddress.objects.exists()
