"""Signing out, here or everywhere: nothing stays behind, and the next page is in the same language."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from network.models import BrowserSession, User
from tests.factories import PASSWORD, SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

EVERYWHERE = "/vi/my/sign-out/"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def user() -> User:
    made: User = SupporterFactory().user
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/vi/account/login/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["account/logout/", "my/sign-out/"])
def test_signing_out_leads_to_the_home_page_of_the_language(user: User, language: str, address: str) -> None:
    response = signed_in(user).post(f"/{language}/{address}")

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")


@pytest.mark.parametrize("address", ["/vi/account/logout/", EVERYWHERE])
def test_browser_forgets_all_but_that_it_is_known(user: User, address: str) -> None:
    client = signed_in(user)
    asked = client.get(address)
    response = client.post(address)

    assert ("Clear-Site-Data" in asked, response["Clear-Site-Data"]) == (False, '"cache", "storage"')
    assert {name for name, cookie in client.cookies.items() if cookie.value} >= {"known_browser"}
    assert client.cookies["sessionid"].value == ""


@pytest.mark.parametrize("address", ["/vi/account/logout/", EVERYWHERE])
def test_browser_forgets_also_where_the_session_was_over_already(user: User, address: str) -> None:
    client = signed_in(user)
    BrowserSession.objects.all().delete()
    response = client.post(address)

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["last_signed_in"].value == ""


def test_signing_out_in_the_office_leads_to_the_same_page(user: User) -> None:
    assert signed_in(user).post("/admin/logout/")["Location"].endswith("/account/logout/")


def test_signing_out_everywhere_ends_every_session_of_this_person_alone(user: User) -> None:
    client, elsewhere, other = signed_in(user), signed_in(user), signed_in(SupporterFactory().user)

    response = client.post(EVERYWHERE, follow=True)

    assert "Bạn đã được đăng xuất trên mọi thiết bị." in response.text
    assert [device.get("/vi/my/").status_code for device in (client, elsewhere, other)] == [302, 302, 200]
    assert BrowserSession.objects.filter(user=user).count() == 0


def test_signing_out_everywhere_is_two_taps_from_my_page(user: User) -> None:
    client = signed_in(user)

    assert f'href="{EVERYWHERE}"' in client.get("/vi/my/").text
    assert f'action="{EVERYWHERE}"' in client.get(EVERYWHERE).text


def test_office_finds_it_on_its_own_card() -> None:
    client = Client()
    client.force_login(UserFactory(groups=["Desk"]))

    assert f'href="{EVERYWHERE}"' in client.get("/vi/my/").text


def test_strangers_sign_in_first() -> None:
    assert Client().post(EVERYWHERE)["Location"] == f"/vi/account/login/?next={EVERYWHERE}"


def test_pages_with_a_secret_are_stored_nowhere_and_name_their_address_nowhere(client: Client, user: User) -> None:
    client.post("/vi/account/login/code/", {"email": user.email})
    pages = {
        path: client.get(f"/vi/account/{path}")
        for path in ("login/code/confirm/", "password/reset/key/1-set-password/", "confirm-email/x/", "login/")
    }
    told = {
        path: ("no-store" in page["Cache-Control"], page["Referrer-Policy"], page.status_code)
        for path, page in pages.items()
    }
    assert told == {
        "login/code/confirm/": (True, "strict-origin", 200),
        "password/reset/key/1-set-password/": (True, "strict-origin", 200),
        "confirm-email/x/": (True, "strict-origin", 200),
        "login/": (True, "no-referrer", 302),
    }
