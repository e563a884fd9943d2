"""A telephone left unlocked, or a stolen cookie, neither ends a membership nor carries data away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.membership.actions import erase
from network.models import AddressChange, Supporter, User
from network.people.rules.proving import HOLDS
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.headings import MISSING, heading
from tests.network.changing_address import ADDRESS, NOW, SILENTLY, ask, signed_in

pytestmark = pytest.mark.django_db

MY_DATA = "/en/my/data/"
REACH = f"{MY_DATA}edit/reach/"
GUARDED = ["download.json", "download.html", "edit/reach/", "leave/", "erase/"]
TYPED = {"telephone": "03-3837-2316", "postal_code": "1100005", "postal_address": "Ueno 9"}
OWN_FORM = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}


@pytest.fixture
def lan() -> Supporter:
    return SupporterFactory(
        name="Trần Thị Lan", postal_address="Taito-ku 1-2-3", language="en", user__email="lan@example.org"
    )


@pytest.fixture
def session_alone(client: Client, lan: Supporter) -> Client:
    client.force_login(lan.user)  # type: ignore[arg-type]
    return client


def texts() -> list[tuple[list[str], str, str]]:
    return [(mail.to, mail.subject, str(mail.body)) for mail in mailing.delivered()]


@pytest.mark.parametrize("page", GUARDED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_session_alone_opens_no_page_that_ends_or_carries_away(session_alone: Client, page: str, method: str) -> None:
    answer = getattr(session_alone, method)(MY_DATA + page)

    if method == "post" and page.startswith("download"):
        assert answer.status_code == 405
    else:
        assert answer["Location"] == f"/en/account/reauthenticate/?next={(MY_DATA + page).replace('/', '%2F')}"


@pytest.mark.parametrize("page", ["leave/", "erase/", "edit/reach/"])
def test_session_alone_changes_nothing(session_alone: Client, lan: Supporter, page: str) -> None:
    session_alone.post(MY_DATA + page, {"network_id": str(lan), **TYPED})

    lan.refresh_from_db()
    assert (lan.left_on, lan.erased_on, lan.postal_address) == (None, None, "Taito-ku 1-2-3")
    assert texts() == []


@pytest.mark.parametrize("page", GUARDED)
def test_password_opens_the_page_that_was_wanted(session_alone: Client, page: str) -> None:
    asked = session_alone.get(MY_DATA + page)["Location"]

    answer = session_alone.post(asked, {"password": PASSWORD, "next": MY_DATA + page})

    assert answer["Location"] == MY_DATA + page
    assert session_alone.get(MY_DATA + page).status_code == 200


def test_proof_is_asked_of_members_alone(client: Client) -> None:
    client.force_login(UserFactory())

    answers = [client.get(MY_DATA + page) for page in GUARDED]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(404, MISSING)] * len(GUARDED)


def test_address_typed_for_longer_than_the_proof_holds_is_kept(clock: Any, lan: Supporter) -> None:
    client = signed_in(lan.user)  # type: ignore[arg-type]
    clock.shift(HOLDS)

    asked = client.post(REACH, TYPED, headers=OWN_FORM)["Location"]

    assert asked == "/en/account/reauthenticate/?next=%2Fen%2Fmy%2Funsent%2F"
    assert client.post(asked, {"password": PASSWORD, "next": "/en/my/unsent/"})["Location"] == "/en/my/unsent/"
    assert "Ueno 9" in client.get("/en/my/unsent/").text


@pytest.mark.parametrize("is_silent", [False, True])
def test_page_shows_no_change_of_address_and_the_file_does(is_silent: bool, lan: Supporter) -> None:
    client = signed_in(lan.user)  # type: ignore[arg-type]
    ask(client, page=SILENTLY if is_silent else ADDRESS)

    words = ("new@example.org", "Changes of your e\u2011mail address")
    answers = [client.get(MY_DATA + page).text for page in ("", "download.html")]
    assert [[word in text for word in words] for text in answers] == [[False, False], [True, True]]


def test_page_is_alike_with_and_without_a_change_of_address(session_alone: Client, lan: Supporter) -> None:
    before = session_alone.get(MY_DATA).text
    AddressChange.objects.create(
        user=lan.user,
        old_address="older@example.org",
        new_address="lan@example.org",
        state="in_effect",
        asked_at=NOW,
        changed_at=NOW,
        in_effect_at=NOW,
    )

    assert without_tokens(session_alone.get(MY_DATA).text) == without_tokens(before)


def without_tokens(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page)


def test_whoever_has_left_is_told_by_mail(lan: Supporter) -> None:
    signed_in(lan.user).post(f"{MY_DATA}leave/", {"network_id": str(lan)})  # type: ignore[arg-type]

    ((to, subject, text),) = texts()
    assert (to, subject) == (["lan@example.org"], "Bansō Net: a message for you")
    assert "http://localhost:8000/en/my/" in text
    assert [word for word in ("Lan", "left", str(lan)) if word in text] == []


def test_whoever_is_erased_is_told_by_a_mail_that_outlives_the_login(lan: Supporter) -> None:
    signed_in(lan.user).post(f"{MY_DATA}erase/", {"network_id": str(lan)})  # type: ignore[arg-type]

    ((to, _subject, text),) = texts()
    assert not User.objects.filter(email="lan@example.org").exists()
    assert to == ["lan@example.org"]
    assert text.startswith("Your data in the portal are erased.")
    assert [word for word in ("Lan", str(lan)) if word in text] == []


def test_whoever_had_left_before_is_told_of_erasing_alone(lan: Supporter) -> None:
    for _time in range(2):
        erase(lan, by_id=None, now=timezone.now())

    assert [to for to, _subject, _text in texts()] == [["lan@example.org"]]


def test_nothing_is_mailed_to_an_account_that_is_closed(lan: Supporter) -> None:
    User.objects.update(is_active=False)
    lan.refresh_from_db()

    erase(lan, by_id=None, now=timezone.now())

    assert texts() == []
