"""How a published portal sends mail, and ways in which it refuses to."""

from __future__ import annotations

import runpy

import pytest

from tests.config import Refused
from tests.published import RIGHT

WEBHOOK = "ANYMAIL: WEBHOOK_SECRET must be a name, a colon and 20 random characters, as the provider is to send them."
SMTP = {"EMAIL_BACKEND": "portal.mail.smtp.EmailBackend"}


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({**SMTP, "EMAIL_HOST": "mail.example.org"}, []),
        ({**SMTP, "EMAIL_HOST": "mail.example.org", "EMAIL_USE_TLS": "0", "EMAIL_USE_SSL": "1"}, []),
        ({**SMTP, "EMAIL_HOST": "localhost", "EMAIL_USE_TLS": "0"}, []),
        (
            {**SMTP, "EMAIL_HOST": "mail.example.org", "EMAIL_USE_TLS": "0"},
            ["EMAIL_USE_TLS and EMAIL_USE_SSL are off, and codes would travel in clear: set one of them."],
        ),
        (SMTP, ["EMAIL_HOST is missing: name the mail server, or a provider's backend in EMAIL_BACKEND."]),
        (
            {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"},
            ["EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other: port 587 takes the first, port 465 the second."],
        ),
        ({"EMAIL_PORT": "smtp"}, ["EMAIL_PORT can't be read: write it as docs/operate.md says."]),
        ({"ANYMAIL": "WEBHOOK_SECRET=provider:8wYq0fLr2uXn5sKd1zPb"}, []),
        (
            {"ANYMAIL": "WEBHOOK_SECRET=secret"},
            [WEBHOOK],
        ),
    ],
    ids=str,
)
def test_way_of_sending_mail_that_is_incomplete_is_refused(
    refused: Refused, changes: dict[str, str], lines: list[str]
) -> None:
    assert refused(**changes) == lines


@pytest.mark.parametrize("name", ["console", "filebased", "locmem", "dummy"])
def test_way_of_sending_that_loses_mail_or_writes_it_down_is_refused(refused: Refused, name: str) -> None:
    smtp = SMTP["EMAIL_BACKEND"]

    assert refused(EMAIL_BACKEND=f"django.core.mail.backends.{name}.EmailBackend") == [
        f"EMAIL_BACKEND writes mails down or throws them away: set {smtp}, or a provider's backend of anymail."
    ]


def test_djangos_way_to_a_mail_server_is_refused(refused: Refused) -> None:
    assert refused(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend") == [
        "EMAIL_BACKEND takes quotes off addresses of Japanese carriers: set portal.mail.smtp.EmailBackend."
    ]


def test_plain_smtp_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": "465",
        "EMAIL_HOST_USER": "portal",
        "EMAIL_HOST_PASSWORD": "secret",
        "EMAIL_USE_SSL": "1",
        "EMAIL_TIMEOUT": "600",
    }
    for name, value in (RIGHT | SMTP | told).items():
        monkeypatch.setenv(name, value)
    settings = runpy.run_module("config.settings.production")

    names = [*told, "EMAIL_USE_TLS", "MAIL_PROVIDER"]
    assert [settings[name] for name in names] == ["mail.example.org", 465, "portal", "secret", True, 10, False, ""]


def test_provider_is_asked_with_a_time_limit_and_tells_at_one_door(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"ANYMAIL": "WEBHOOK_SECRET=provider:8wYq0fLr2uXn5sKd1zPb,MAILGUN_API_KEY=x", "EMAIL_TIMEOUT": "5"}
    for name, value in (RIGHT | told).items():
        monkeypatch.setenv(name, value)
    settings = runpy.run_module("config.settings.production")

    assert (settings["ANYMAIL"]["REQUESTS_TIMEOUT"], settings["MAIL_PROVIDER"]) == (5, "mailgun")
    assert settings["ANYMAIL"]["AMAZON_SES_CLIENT_PARAMS"]["config"]["read_timeout"] == 5
