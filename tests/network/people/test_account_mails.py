"""Codes and links: no request waits for a mail server, and their time runs from when they were sent."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from network.papers.actions import RENEWAL_MAIL, ask_for_renewal, open_papers
from network.people.actions.account_mails import CONFIRM_ADDRESS, NOBODY, RESET_PASSWORD, SIGN_IN_CODE
from network.registering.actions import REGISTERED
from portal.dates import TOKYO
from portal.mail import MailState, OutboxMail
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, TermFactory, UserFactory
from tests.network.typing_in import registration

pytestmark = pytest.mark.django_db

ASK_FOR_CODE = "/en/account/login/code/"
TYPE_CODE = "/en/account/login/code/confirm/"
ASK_FOR_LINK = "/en/account/password/reset/"
NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
MINUTE = timedelta(minutes=1)


class NoServerHere(BaseEmailBackend):
    def open(self) -> bool:
        raise AssertionError("a request asked the mail server")

    def send_messages(self, messages: Any) -> int:
        raise AssertionError("a request asked the mail server")


@pytest.fixture
def person() -> Any:
    return SupporterFactory(user__email="lan@example.org", language="en").user


def kinds() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("path", "sent", "kind", "leads_to"),
    [
        (ASK_FOR_CODE, {"email": "lan@example.org"}, SIGN_IN_CODE, TYPE_CODE),
        (ASK_FOR_LINK, {"email": "lan@example.org"}, RESET_PASSWORD, "/en/account/password/reset/done/"),
        (
            "/en/account/login/",
            {"login": "new@example.org", "password": PASSWORD},
            CONFIRM_ADDRESS,
            "",
        ),
        ("/en/register/check/", registration(email="minh@example.org"), REGISTERED, "/en/register/done/"),
    ],
    ids=["code", "reset", "confirmation", "registration"],
)
def test_no_request_asks_the_mail_server(
    path: str,
    sent: dict[str, Any],
    kind: str,
    leads_to: str,
    person: Any,
    client: Client,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    UserFactory(email="new@example.org", address__verified=False)
    settings.EMAIL_BACKEND = f"{__name__}.NoServerHere"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, sent)

    mail = OutboxMail.objects.get()
    assert (answer.get("Location", ""), mail.kind, mail.state) == (leads_to, kind, MailState.WAITING)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [mail.pk], "kwargs": {}}


@pytest.mark.parametrize("path", [ASK_FOR_CODE, ASK_FOR_LINK])
def test_address_nobody_has_gets_the_same_answer_and_no_mail(path: str, person: Any) -> None:
    known, unknown = Client(), Client()
    answers = [
        browser.post(path, {"email": email})
        for browser, email in ((known, "lan@example.org"), (unknown, "nobody@example.org"))
    ]

    assert len({(answer.status_code, answer["Location"], *sorted(answer.cookies)) for answer in answers}) == 1
    assert len({*map(frozenset, (known.session.keys(), unknown.session.keys()))}) == 1
    assert kinds()[1:] == [NOBODY]
    assert [message.to for message in mailing.delivered()] == [["lan@example.org"]]
    assert "nobody@example.org" not in repr(OutboxMail.objects.values_list())


def ask(client: Client, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        client.post(ASK_FOR_CODE, {"email": "lan@example.org"})


def code_sent_at(moment: datetime) -> str:
    with time_machine.travel(moment, tick=False):
        found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    return found[1]


def signs_in(client: Client, code: str, moment: datetime) -> bool:
    with time_machine.travel(moment, tick=False):
        client.post(TYPE_CODE, {"code": code})
        return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("sent_after", "typed_after", "is_taken"),
    [
        (0, 14, True),
        (0, 16, False),
        (20, 34, True),
        (20, 36, False),
        (23 * 60, 23 * 60 + 14, True),
    ],
)
def test_code_lives_fifteen_minutes_from_sending(
    sent_after: int, typed_after: int, is_taken: bool, client: Client, person: Any
) -> None:
    ask(client, NOW)
    code = code_sent_at(NOW + sent_after * MINUTE)

    assert signs_in(client, code, NOW + typed_after * MINUTE) is is_taken


def test_page_of_the_code_waits_as_long_as_the_code_does(client: Client, person: Any) -> None:
    """And no longer: for an address that nobody has it waits alike."""
    unknown = Client()
    ask(client, NOW)
    with time_machine.travel(NOW, tick=False):
        unknown.post(ASK_FOR_CODE, {"email": "nobody@example.org"})
    answers = []
    for minutes, is_sent in ((40, False), (60, True), (70, False), (76, False)):
        with time_machine.travel(NOW + minutes * MINUTE, tick=False):
            if is_sent:
                mailing.delivered()
            answers.append([browser.get(TYPE_CODE).status_code for browser in (client, unknown)])

    assert answers == [[200, 200], [200, 200], [200, 200], [302, 302]]


def test_link_to_a_new_password_lives_an_hour_from_sending(client: Client, person: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        client.post(ASK_FOR_LINK, {"email": "lan@example.org"})
    with time_machine.travel(NOW + 5 * 60 * MINUTE, tick=False):
        found = re.search(r"http://localhost:8000(\S+)", mailing.newest())
    assert found is not None

    answers = []
    for minutes in (59, 61):
        with time_machine.travel(NOW + (5 * 60 + minutes) * MINUTE, tick=False):
            answers.append("token_fail" in Client().get(found[1], follow=True).context)
    assert answers == [False, True]


def test_registered_person_who_confirmed_by_a_code_gets_the_id_without_a_link(client: Client) -> None:
    client.post("/en/register/check/", registration(language="en"))
    EmailAddress.objects.update(verified=True)

    text = mailing.newest()
    assert "Your network ID" in text
    assert "confirm-email" not in text


def test_confirmation_of_an_address_confirmed_meanwhile_is_not_needed(client: Client) -> None:
    UserFactory(email="new@example.org", address__verified=False)
    client.post("/en/account/login/", {"login": "new@example.org", "password": PASSWORD})
    EmailAddress.objects.update(verified=True)

    assert mailing.delivered() == []
    assert OutboxMail.objects.get().state == MailState.NOT_NEEDED


@pytest.mark.parametrize("meanwhile", ["asked", "left", "wants no more"])
def test_invitation_to_renew_is_not_needed_any_more(meanwhile: str) -> None:
    term = TermFactory(starts_on=NOW.date() + timedelta(days=30), ends_on=NOW.date() + timedelta(days=394))
    supporter = SupporterFactory(wants_to_accompany=True, registered_at=NOW - timedelta(days=300))
    ask_for_renewal(term, by_id=7, now=NOW)
    assert kinds() == [RENEWAL_MAIL]
    if meanwhile == "asked":
        open_papers(supporter, term, by_id=supporter.user_id, now=NOW)
    else:
        change = {"left_on": NOW.date()} if meanwhile == "left" else {"wants_to_accompany": False}
        type(supporter).objects.update(**change)

    assert mailing.delivered() == []
    assert OutboxMail.objects.get().state == MailState.NOT_NEEDED
