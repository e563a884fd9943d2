"""Pages are short on the line, and their length tells nobody what stands on them. (Django blurs it besides.)"""

from __future__ import annotations

from gzip import decompress

import pytest
from django.test import Client

from portal.models import ContactSettings
from tests.factories import SupporterFactory

pytestmark = pytest.mark.django_db

GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(SupporterFactory(user__email="lan@example.org").user)
    return client


def test_own_page_is_compressed(member: Client) -> None:
    response = member.get("/vi/my/", headers=GZIP)

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 6_000
    assert "</html>" in decompress(response.content).decode()
    assert "Accept-Encoding" in response["Vary"]


def test_page_is_sent_as_it_is_to_who_takes_no_other(member: Client) -> None:
    response = member.get("/vi/my/")

    assert "Content-Encoding" not in response
    assert "</html>" in response.text


def test_page_on_which_words_of_its_address_may_stand_beside_a_persons_is_not_compressed(member: Client) -> None:
    """Whoever has others follow such a link, and sees the length of the answer, would guess word by word (BREACH)."""
    response = member.get("/vi/search/?q=lan", headers=GZIP)

    assert "lan" in response.text
    assert "Content-Encoding" not in response


def test_answer_to_what_was_sent_is_not_compressed(client: Client) -> None:
    response = client.post("/vi/account/login/", {"login": "lan@example.org"}, headers=GZIP)

    assert "lan@example.org" in response.text
    assert "Content-Encoding" not in response


def test_search_of_a_stranger_is_compressed(client: Client) -> None:
    response = client.get("/vi/search/?q=lan", headers=GZIP)

    assert response["Content-Encoding"] == "gzip"


def test_page_kept_for_strangers_is_kept_as_each_takes_it(client: Client) -> None:
    ContactSettings.load()  # whoever asks first makes the row
    compressed, plain, again = (client.get("/vi/", headers=headers) for headers in (GZIP, {}, GZIP))

    assert decompress(compressed.content) == plain.content
    assert (again.content, again["ETag"]) == (compressed.content, compressed["ETag"])
    assert plain["ETag"] != compressed["ETag"]
    assert ("Content-Encoding" in plain, again["Content-Encoding"]) == (False, "gzip")
    assert {"Cookie", "Accept-Encoding"} <= {name.strip() for name in again["Vary"].split(",")}
    assert client.get("/vi/", headers=GZIP | {"if-none-match": again["ETag"]}).status_code == 304
