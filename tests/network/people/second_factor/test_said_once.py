"""What whoever is sent on from many pages reads: each word once."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from network.demo.second_factor import give_second_factor
from tests.factories import UserFactory
from tests.network.people.second_factor.colleagues import AGAIN, DESK, SET_UP, colleague

pytestmark = pytest.mark.django_db

WINDOWS = 8


@pytest.fixture
def without_an_app(client: Client) -> Client:
    client.force_login(colleague(second_factor=False))
    return client


def told(client: Client, page: str, words: str) -> int:
    return unescape(client.get(page, follow=True).text).count(words)


def test_many_pages_that_want_an_app_say_so_once(without_an_app: Client) -> None:
    for number in range(WINDOWS):
        assert without_an_app.get(f"{DESK}?p={number}")["Location"] == SET_UP

    assert told(without_an_app, SET_UP, "The office works with two-step sign-in") == 1
    assert told(without_an_app, SET_UP, "The office works with two-step sign-in") == 0
    assert told(without_an_app, DESK, "The office works with two-step sign-in") == 1


def test_many_pages_that_want_a_code_say_so_once(client: Client) -> None:
    user = colleague(second_factor=False)
    client.force_login(user)
    give_second_factor(user)  # in another browser
    for _window in range(WINDOWS):
        client.get(DESK)

    assert told(client, AGAIN, "Before you go on, please type a code from your app.") == 1


def test_pages_for_supporters_say_so_once_to_others(client: Client) -> None:
    client.force_login(UserFactory())
    for _window in range(WINDOWS):
        assert client.get("/en/my/account/")["Location"] == "/en/my/"

    assert told(client, "/en/my/", "This page is for registered supporters.") == 1


def test_other_words_that_wait_are_read_too(client: Client) -> None:
    client.post("/en/register/forget/")
    client.force_login(colleague(second_factor=False))
    for _window in range(WINDOWS):
        client.get(DESK)

    assert told(client, SET_UP, "What you had typed is deleted") == 1
