"""The second factor is set up, and taken off."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.demo.second_factor import give_second_factor
from portal.audit import AuditEntry
from portal.fields import decrypt
from tests.factories import PASSWORD, SupporterFactory
from tests.network.people.second_factor.colleagues import AGAIN, CODES, DESK, SET_UP, colleague, type_password
from tests.network.showing_codes import code_for

pytestmark = pytest.mark.django_db

MY_PAGE = "/en/my/"


def test_colleague_sets_the_app_up_on_the_way_to_the_office(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    colleague(second_factor=False)
    assert type_password(client) == "/en/my/"
    assert client.get(DESK + "?q=lan")["Location"] == SET_UP

    password = client.get(SET_UP)["Location"]
    assert "The office works with two-step sign-in" in client.get(password).text
    assert client.post(password, {"password": PASSWORD, "next": SET_UP})["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(SET_UP, {"code": code_for(secret)})
    response.wsgi_request.session.save()  # in tests alone the commit comes after the answer
    assert response["Location"] == CODES

    assert f'href="{DESK}?q=lan"' in client.get(CODES).text
    assert client.get(DESK).status_code == 200
    assert DESK not in client.get(CODES).text


def test_wrong_code_keeps_the_picture_that_was_scanned(client: Client) -> None:
    colleague(second_factor=False)
    type_password(client)
    client.post(client.get(SET_UP)["Location"], {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret

    form = client.post(SET_UP, {"code": "000000"}).context["form"]

    assert (form.secret, list(form.errors)) == (secret, ["code"])


@pytest.mark.parametrize("path", ["totp/deactivate/", "recovery-codes/", "recovery-codes/download/"])
def test_password_alone_replaces_no_second_factor(client: Client, path: str) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    give_second_factor(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    assert client.get(f"/en/account/2fa/{path}")["Location"].startswith(f"{AGAIN}?next=")
    assert client.post(f"/en/account/2fa/{path}")["Location"] == f"{AGAIN}?next=%2Fen%2Fmy%2F"
    assert Authenticator.objects.filter(user=user).count() == 2


def test_second_factor_taken_off_closes_every_session(client: Client) -> None:
    user = colleague()
    client.force_login(user)

    call_command("take_second_factor_off", "Desk@Example.org ", reason="telephone lost, seen in person")

    assert client.get(DESK)["Location"] == SET_UP
    assert list(AuditEntry.objects.values_list("verb", "object_ref", "reason")) == [
        ("second factor taken off", str(user.pk), "telephone lost, seen in person")
    ]


@pytest.mark.parametrize("email", ["nobody@example.org", "desk@example.org"])
def test_taking_off_what_is_not_there_says_so(email: str) -> None:
    colleague(second_factor=False)

    with pytest.raises(CommandError):
        call_command("take_second_factor_off", email, reason="none")

    assert AuditEntry.objects.count() == 0


def test_secrets_rest_encrypted() -> None:
    user = colleague()
    kept = {authenticator.type: authenticator.data for authenticator in Authenticator.objects.filter(user=user)}

    assert re.fullmatch("[A-Z2-7]{32}", decrypt(kept["totp"]["secret"]))
    assert re.fullmatch("[0-9a-f]{80}", decrypt(kept["recovery_codes"]["seed"]))


def test_telephone_shows_the_network_and_nobodys_address(client: Client) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    client.post(client.get(SET_UP)["Location"], {"password": PASSWORD})

    response = client.get(SET_UP)

    address = response.context["totp_url"]
    assert re.fullmatch(r"otpauth://totp/portal\?secret=[A-Z2-7]{32}&issuer=Bans%C5%8D%20Net", address)
    assert user.email not in address
    assert 'src="data:image/svg+xml;base64,' in response.text
    assert "img-src 'self' data:" in response["Content-Security-Policy"]


def test_form_sent_from_elsewhere_leads_to_the_own_page(client: Client) -> None:
    client.force_login(colleague(second_factor=False))

    client.post("/en/my/data/edit/name/", headers={"referer": "https://elsewhere.example/admin/"})

    assert client.session["office_wanted"] == MY_PAGE


def test_page_of_the_set_up_says_where_it_leads(client: Client) -> None:
    client.force_login(colleague(second_factor=False))
    client.get("/en/meet/cohorts/?x=<b>")
    wanted = "/en/meet/cohorts/?x=%3Cb%3E"

    password = client.get(client.get(SET_UP)["Location"])
    client.post(password.request["PATH_INFO"], {"password": PASSWORD, "next": SET_UP})

    for page in (password.text, client.get(SET_UP).text):
        assert "After that you go on to the page that you wanted" in page
        assert wanted in page


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
@pytest.mark.parametrize(
    ("path", "has_app"),
    [
        ("", True),
        ("", False),
        ("reauthenticate/", True),
        ("totp/activate/", False),
        ("totp/deactivate/", True),
        ("recovery-codes/", True),
        ("recovery-codes/generate/", True),
    ],
)
def test_page_of_the_second_factor_has_one_heading(client: Client, language: str, path: str, has_app: bool) -> None:
    client.force_login(colleague() if has_app else SupporterFactory().user)
    client.post(f"/{language}/account/reauthenticate/", {"password": PASSWORD})

    response = client.get(f"/{language}/account/2fa/{path}")

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
