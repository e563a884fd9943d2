"""Where somebody was going when the portal asked who they were: to a page of its own, whatever the browser tells."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from network.demo.second_factor import give_second_factor
from network.people.signing_in.second_factor import WANTED
from portal.models import UnsentForm
from tests.factories import SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

ELSEWHERE = ["//elsewhere.example/x", "///elsewhere.example/", "/\\elsewhere.example/", "\\\\elsewhere.example/", ""]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_page_that_names_another_host_is_not_wanted(path: str, client: Client) -> None:
    client.force_login(UserFactory(groups=["Desk"], second_factor=False))

    client.post("/en/my/sign-out/", headers={"referer": f"http://testserver{path}"})

    assert client.session[WANTED] == "/en/my/"


@pytest.mark.parametrize("path", ELSEWHERE)
def test_second_factor_leads_to_no_other_host(path: str, client: Client) -> None:
    user = UserFactory(groups=["Desk"], second_factor=False)
    client.force_login(user)
    give_second_factor(user)  # in another browser

    answer = client.post("/en/my/sign-out/", headers={"referer": f"http://testserver{path}"})

    assert answer["Location"] == "/en/account/2fa/reauthenticate/?next=%2Fen%2Fmy%2F"


def test_page_of_the_portal_is_wanted(client: Client) -> None:
    client.force_login(UserFactory(groups=["Desk"], second_factor=False))

    client.post("/en/my/sign-out/", headers={"referer": "http://testserver/en/my/data/?a=b#c"})

    assert client.session[WANTED] == "/en/my/data/?a=b"


def test_form_sent_to_an_odd_address_goes_to_no_other_host(client: Client) -> None:
    client.force_login(SupporterFactory(user=UserFactory(groups=["Desk"], second_factor=False)).user)
    by_a_person = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
    client.get("/en/account/2fa/totp/activate/")

    client.post("http://testserver//elsewhere.example/x/", {"title": "words"}, headers=by_a_person)

    [kept] = UnsentForm.objects.all()
    assert unescape(kept.action).startswith("/%2Felsewhere.example/x/?unsent=")
