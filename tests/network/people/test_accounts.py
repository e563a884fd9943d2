from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests import mailing
from tests.factories import PASSWORD, SupporterFactory
from tests.headings import MISSING, OLD_LINK

pytestmark = pytest.mark.django_db

CREDENTIALS = {"login": "lan@example.org", "password": PASSWORD}


@pytest.mark.parametrize(
    ("side_door", "front_door"),
    [
        ("/admin/login/", "/vi/account/login/"),
        ("/admin/login/?next=/admin/pages/", "/vi/account/login/?next=/admin/pages/"),
        ("/admin/logout/", "/vi/account/logout/"),
        ("/admin/password_reset/", "/vi/account/password/reset/"),
        ("/vi/account/signup/", "/vi/register/"),
        ("/ja/account/signup/", "/ja/register/"),
    ],
)
def test_side_door_leads_to_the_portals_own(client: Client, side_door: str, front_door: str) -> None:
    assert client.get(side_door)["Location"] == front_door
    assert client.post(side_door, CREDENTIALS)["Location"] == front_door


def test_admin_asks_for_the_portals_sign_in(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1] == ("/vi/account/login/?next=/admin/", 302)


@pytest.mark.parametrize("login", ["lan@example.org", " LAN@Example.org "])
def test_sign_in_by_password(client: Client, login: str) -> None:
    SupporterFactory(user__email="lan@example.org")

    response = client.post("/vi/account/login/", {**CREDENTIALS, "login": login})

    assert response["Location"] == "/vi/my/"
    assert client.get("/vi/my/").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lan@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("lan@example.org", "\x00"),
        ("\x00", PASSWORD),
        ("🌸", "🌸"),
        ("x" * 100_000, PASSWORD),
        ("", ""),
    ],
)
def test_sign_in_with_bad_input_is_refused(client: Client, login: str, password: str) -> None:
    SupporterFactory(user__email="lan@example.org")

    response = client.post("/en/account/login/", {"login": login, "password": password})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_sign_in_says_the_same_of_known_and_unknown_addresses(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org")

    errors = [
        client.post("/en/account/login/", {"login": login, "password": "wrong"}).context["form"].errors
        for login in ("lan@example.org", "nobody@example.org")
    ]

    words = "This address and this password don't belong together. "
    words += "If you have just registered, open the link in our mail first."
    assert errors == [{"__all__": [words]}] * 2


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/vi/courses/", "/vi/courses/"),
        ("https://elsewhere.example/", "/vi/my/"),
        ("//elsewhere.example/", "/vi/my/"),
        ("javascript:alert(1)", "/vi/my/"),
    ],
)
def test_sign_in_goes_on_only_within_the_portal(client: Client, wanted: str, reached: str) -> None:
    SupporterFactory(user__email="lan@example.org")

    assert client.post("/vi/account/login/", {**CREDENTIALS, "next": wanted})["Location"] == reached


def test_sign_in_by_code(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org", language="en")
    asked = client.post("/vi/account/login/code/", {"email": "lan@example.org"})
    code = re.search(r"signing in: (\S+)", mailing.newest())
    assert code is not None

    response = client.post(asked["Location"], {"code": code[1]})

    assert response["Location"] == "/vi/my/"
    assert "_auth_user_id" in client.session


def test_sign_in_by_code_confirms_the_address(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org", user__address__verified=False, language="en")
    asked = client.post("/vi/account/login/code/", {"email": "lan@example.org"})
    code = re.search(r"signing in: (\S+)", mailing.newest())
    assert code is not None

    client.post(asked["Location"], {"code": code[1]})

    assert EmailAddress.objects.get().verified is True
    assert client.get("/vi/my/").status_code == 200


def test_sign_in_by_wrong_code_is_refused(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org")
    asked = client.post("/vi/account/login/code/", {"email": "lan@example.org"})

    response = client.post(asked["Location"], {"code": "🌸"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_sign_in_by_code_asks_an_unknown_address_for_a_code_too(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org")

    answers = [
        Client().post("/vi/account/login/code/", {"email": email})["Location"]
        for email in ("lan@example.org", "nobody@example.org")
    ]

    assert answers == ["/vi/account/login/code/confirm/"] * 2


def test_password_is_reset_by_mail(client: Client) -> None:
    SupporterFactory(user__email="lan@example.org")
    client.post("/vi/account/password/reset/", {"email": "lan@example.org"})
    link = re.search(r"http://localhost:8000(\S+)", mailing.newest())
    assert link is not None

    form = client.get(link[1], follow=True)
    words = "other words entirely"
    client.post(form.redirect_chain[-1][0], {"password1": words})

    assert client.login(email="lan@example.org", password=words)


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
@pytest.mark.parametrize(
    "path", ["login/", "login/code/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/"]
)
def test_account_page_has_one_heading_in_each_language(client: Client, language: str, path: str) -> None:
    html = client.get(f"/{language}/account/{path}").content.decode()

    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["password/change/", "logout/"])
def test_own_account_page_has_one_heading(client: Client, path: str) -> None:
    client.force_login(SupporterFactory().user)

    assert client.get(f"/vi/account/{path}").content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("key", "status", "said"),
    [("nonsense", 200, OLD_LINK), ("MQ:1abc:x", 200, OLD_LINK), ("🌸", 404, MISSING)],
)
def test_confirmation_link_that_is_broken_says_so(client: Client, key: str, status: int, said: str) -> None:
    response = client.get(f"/en/account/confirm-email/{key}/")

    assert (response.status_code, said in response.text) == (status, True)
    assert EmailAddress.objects.filter(verified=True).count() == 0


def test_supporter_in_the_admin_is_refused_instead_of_sent_round(client: Client) -> None:
    client.force_login(SupporterFactory().user)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert response.redirect_chain == [("/admin/login/?next=/admin/", 302)]


@pytest.mark.parametrize("path", ["login/", "login/code/", "password/reset/"])
def test_account_form_speaks_our_words_alone(client: Client, path: str) -> None:
    html = client.get(f"/vi/account/{path}").content.decode()

    assert "placeholder" not in html
    assert "Forgot your password?" not in html


def test_password_form_speaks_our_words_alone(client: Client) -> None:
    client.force_login(SupporterFactory().user)

    form = client.get("/en/account/password/change/").context["form"]

    assert [str(field.label) for field in form] == ["Current password", "New password"]
    assert form.fields["oldpassword"].help_text == ""
