from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from network.models import Supporter
from network.registering.actions import register
from network.registering.forms import RegistrationForm
from portal.templatetags.portal_tags import without_furigana
from tests import mailing
from tests.factories import SupporterFactory
from tests.network.typing_in import registration

pytestmark = pytest.mark.django_db

LANGUAGES = ["vi", "ja", "ja-hira", "en"]
ADDRESS = re.compile(r"http://[^/\s]+/([a-z-]+)/(\S+)")


def said(text: str, language: str) -> str:
    with override(language):
        return without_furigana(gettext(text))


def sent() -> tuple[str, str]:
    (message,) = mailing.delivered()
    return message.subject, str(message.body)


def register_by_form(**changes: str) -> None:
    form = RegistrationForm(registration(**changes))
    assert form.is_valid()
    register(form.registration(), quota="", now=timezone.now())


@pytest.mark.parametrize("language", LANGUAGES)
def test_registered_mail_brings_id_and_link_in_the_readers_language(language: str) -> None:
    register_by_form(language=language)

    subject, text = sent()
    supporter = Supporter.objects.get()
    links = ADDRESS.findall(text)
    assert subject == said("Bansō Net: a message for you", language)
    assert said("You are registered with the support network.", language) in text
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text) is not None
    assert str(supporter) in text
    assert [(code, path.split("/")[1]) for code, path in links] == [(language, "confirm-email")]


def test_registered_mail_names_nobody() -> None:
    register_by_form(name="Trần Thị Lan")

    assert "Lan" not in "".join(sent())


@pytest.mark.parametrize("language", LANGUAGES)
def test_already_registered_mail_is_in_the_owners_language(language: str) -> None:
    supporter = SupporterFactory(user__email="lan@example.org", language=language)
    register_by_form(language="en" if language != "en" else "vi")

    subject, text = sent()
    assert subject == said("Bansō Net: a message for you", language)
    assert str(supporter) in text
    assert [code for code, _path in ADDRESS.findall(text)] == [language] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_in_code_comes_in_the_supporters_language(client: Client, language: str) -> None:
    SupporterFactory(user__email="lan@example.org", language=language)

    client.post("/en/account/login/code/", {"email": "lan@example.org"})

    subject, text = sent()
    assert subject == said("Bansō Net: your code", language)
    assert text.startswith(said("Your code for signing in:", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_password_mail_leads_to_the_supporters_language(client: Client, language: str) -> None:
    SupporterFactory(user__email="lan@example.org", language=language)

    client.post("/en/account/password/reset/", {"email": "lan@example.org"})

    subject, text = sent()
    assert subject == said("Bansō Net: a message for you", language)
    assert [code for code, _path in ADDRESS.findall(text)] == [language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_confirmation_comes_again_when_signing_in_too_early(client: Client, language: str) -> None:
    SupporterFactory(user__email="lan@example.org", user__address__verified=False, language=language)

    response = client.post("/en/account/login/", {"login": "lan@example.org", "password": "side by side we walk"})

    assert response.status_code == 200
    subject, text = sent()
    assert subject == said("Bansō Net: a message for you", language)
    assert [(code, path.split("/")[1]) for code, path in ADDRESS.findall(text)] == [(language, "confirm-email")]
