"""Codes for the day on which the telephone is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories import PASSWORD
from tests.network.people.second_factor.colleagues import CODES, DESK, STEP, colleague, type_password
from tests.network.showing_codes import recovery_code_of

pytestmark = pytest.mark.django_db


def test_recovery_code_opens_the_office_once(client: Client) -> None:
    code = recovery_code_of(colleague())
    type_password(client)
    assert client.post(STEP, {"code": code})["Location"] == "/en/my/"
    assert client.get(DESK).status_code == 200
    another = Client(headers={"accept-language": "en"})
    type_password(another)

    assert another.post(STEP, {"code": code}).status_code == 200


def test_recovery_codes_are_shown_and_saved_as_a_file(client: Client) -> None:
    user = colleague()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    shown = client.get(CODES).text
    saved = client.get(f"{CODES}download/").text.split()

    assert len(saved) == 10
    assert [code for code in saved if code in shown] == saved


def test_new_recovery_codes_shut_nobody_out_who_came_by_an_old_one(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    code = recovery_code_of(colleague())
    type_password(client)
    client.post(STEP, {"code": code})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{CODES}generate/")
    response.wsgi_request.session.save()  # in tests alone the commit comes after the answer

    assert client.get(DESK).status_code == 200


def test_new_recovery_codes_end_the_old_ones(client: Client) -> None:
    user = colleague()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    old = recovery_code_of(user)

    assert client.post(f"{CODES}generate/")["Location"] == CODES
    assert old not in client.get(CODES).text
