"""What a published portal refuses to start with: production's own settings, read from an environment."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config.published import refusals
from config.settings import keys_of_the_tests
from config.settings.local_data import kept_secret
from devtools.environment import child_environment
from devtools.places import ROOT
from tests.published import RIGHT

SECRET = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
FIELD_KEY = 'make one with: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
ONE_BUCKET = "PUBLIC_BUCKET and PRIVATE_BUCKET are one bucket: anybody could read recordings and documents; make two."

Refused = Callable[..., list[str]]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Its lines, with these variables instead of the right ones and these settings instead of production's."""

    def read(_settings: dict[str, object] | None = None, **changes: str) -> list[str]:
        for name, value in (RIGHT | changes).items():
            monkeypatch.setenv(name, value)
        settings = runpy.run_module("config.settings.production")
        return refusals(SimpleNamespace(**{**settings, **(_settings or {})}))

    return read


def test_right_variables_are_accepted(refused: Refused) -> None:
    assert refused() == []


@pytest.mark.parametrize(
    ("variable", "line"),
    [
        ("SECRET_KEY", f"SECRET_KEY is missing: {SECRET}"),
        ("FIELD_KEYS", f"FIELD_KEYS is missing, and nothing sensitive is stored without a key: {FIELD_KEY}"),
        ("HASH_KEY", f"HASH_KEY is missing: {SECRET}"),
        ("DATABASE_URL", "DATABASE_URL is missing: set it as docs/operate.md says."),
        ("REDIS_URL", "REDIS_URL is missing: set it as docs/operate.md says."),
        ("STATIC_ROOT", "STATIC_ROOT is missing: set it as docs/operate.md says."),
        ("EMAIL_BACKEND", "EMAIL_BACKEND is missing: set it as docs/operate.md says."),
        ("DEFAULT_FROM_EMAIL", "DEFAULT_FROM_EMAIL is missing: set it as docs/operate.md says."),
        ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID is missing: set the storage's key; links are signed with it."),
        ("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY is missing: set the storage's key; links are signed with it."),
        ("PUBLIC_BUCKET", "PUBLIC_BUCKET is missing: name a bucket as docs/operate.md says."),
        ("PRIVATE_BUCKET", "PRIVATE_BUCKET is missing: name a bucket as docs/operate.md says."),
        (
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL_S3 is missing: set the storage's address, like https://s3.ap-northeast-1.amazonaws.com.",
        ),
        (
            "PORTAL_ADDRESS",
            "PORTAL_ADDRESS is missing: set the address that stands in mails, like https://portal.example.org.",
        ),
    ],
)
@pytest.mark.parametrize("nothing", ["", " "])
def test_variable_that_is_missing_is_refused(refused: Refused, variable: str, line: str, nothing: str) -> None:
    assert refused(**{variable: nothing}) == [line]


@pytest.mark.parametrize("weak", ["word", "x" * 60, "abcabc" * 10, "django-insecure-" + RIGHT["SECRET_KEY"]])
def test_weak_secret_key_is_refused(refused: Refused, weak: str) -> None:
    assert refused(SECRET_KEY=weak) == [f"SECRET_KEY is weak, 50 random characters are needed: {SECRET}"]


def test_secret_key_of_a_demo_is_refused(refused: Refused, tmp_path_factory: pytest.TempPathFactory) -> None:
    demo = kept_secret(tmp_path_factory.mktemp("keys"), "secret")

    assert refused(SECRET_KEY=demo) == [f"SECRET_KEY is weak, 50 random characters are needed: {SECRET}"]


def test_short_hash_key_is_refused(refused: Refused) -> None:
    assert refused(HASH_KEY=RIGHT["HASH_KEY"][:31]) == [f"HASH_KEY is weak, 32 random characters are needed: {SECRET}"]


def test_keys_of_the_test_suite_are_refused(refused: Refused) -> None:
    lines = refused(
        SECRET_KEY=keys_of_the_tests.SECRET_KEY,
        FIELD_KEYS=f"{RIGHT['FIELD_KEYS']},{keys_of_the_tests.FIELD_KEYS[0]}",
        HASH_KEY=keys_of_the_tests.HASH_KEY,
    )

    assert lines == [
        f"SECRET_KEY is the test suite's, which everybody can read: {SECRET}",
        f"FIELD_KEYS: key 2 is the test suite's, which everybody can read: {FIELD_KEY}",
        f"HASH_KEY is the test suite's, which everybody can read: {SECRET}",
    ]


@pytest.mark.parametrize("malformed", ["short", RIGHT["FIELD_KEYS"][:-1], "x" * 44, "秘密"])
def test_malformed_field_key_is_refused_without_being_quoted(refused: Refused, malformed: str) -> None:
    assert refused(FIELD_KEYS=f"{RIGHT['FIELD_KEYS']}, {malformed}") == [
        f"FIELD_KEYS: key 2 of 2 is malformed; divide keys by commas, and {FIELD_KEY}"
    ]


@pytest.mark.parametrize("written", ["{0},{1},", " {0} , {1} ", "{0},,{1}"])
def test_field_keys_with_a_comma_or_space_too_many_are_accepted(refused: Refused, written: str) -> None:
    assert refused(FIELD_KEYS=written.format(Fernet.generate_key().decode(), Fernet.generate_key().decode())) == []


def test_one_key_for_two_purposes_is_refused(refused: Refused) -> None:
    assert refused(HASH_KEY=RIGHT["SECRET_KEY"]) == [
        "SECRET_KEY, HASH_KEY and FIELD_KEYS share a key: give each one of its own."
    ]


@pytest.mark.parametrize("host", ["*", ".", ".org", "https://portal.example.org", "portal.example.org:443", "a b"])
def test_host_that_is_none_or_any_is_refused(refused: Refused, host: str) -> None:
    assert refused(ALLOWED_HOSTS=f"portal.example.org,{host}") == [
        f"ALLOWED_HOSTS: {host} names no host; write it like portal.example.org, without scheme and port."
    ]


@pytest.mark.parametrize("nothing", ["", ",", " , "])
def test_no_host_is_refused(refused: Refused, nothing: str) -> None:
    assert refused(ALLOWED_HOSTS=nothing) == [
        "ALLOWED_HOSTS is missing: name the portal's hosts, like portal.example.org, divided by commas.",
        "PORTAL_ADDRESS: its host is not among ALLOWED_HOSTS; name it there.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "http://portal.example.org",
        "portal.example.org",
        "https://",
        "https://portal.example.org/",
        "https://portal.example.org/portal",
        "https://portal.example.org:none",
        "https://somebody@portal.example.org",
    ],
)
def test_portal_address_that_is_more_or_less_than_https_and_a_host_is_refused(refused: Refused, address: str) -> None:
    assert refused(PORTAL_ADDRESS=address) == [
        "PORTAL_ADDRESS must be https:// and a host, with nothing after it, like https://portal.example.org."
    ]


def test_portal_address_of_another_host_is_refused(refused: Refused) -> None:
    assert refused(PORTAL_ADDRESS="https://other.example.org") == [
        "PORTAL_ADDRESS: its host is not among ALLOWED_HOSTS; name it there."
    ]


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
def test_demo_and_debug_can_not_be_switched_on(refused: Refused, name: str) -> None:
    line = {
        "DEBUG": "DEBUG is on, and would show strangers the inside of the portal: take it away.",
        "DEMO": "DEMO is on, and would show mails and sign-in codes to everybody: take it away.",
    }[name]

    assert refused(**{name: "1"}) == [line]
    assert refused({name: True}, **{name: "0"}) == [line]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "Tokyo"])
def test_other_time_zone_is_refused(refused: Refused, zone: str) -> None:
    line = "TIME_ZONE is not Asia/Tokyo, by which all days and deadlines are counted: take it away."

    assert refused(TIME_ZONE=zone) == [line]
    assert refused({"USE_TZ": False}, TIME_ZONE="Asia/Tokyo") == [line]


@pytest.mark.parametrize("name", ["TRUSTED_PROXY_COUNT", "DATABASE_URL", "ANYMAIL"])
def test_variable_that_can_not_be_read_is_refused(refused: Refused, name: str) -> None:
    assert refused(**{name: "some"}) == [f"{name} can't be read: write it as docs/operate.md says."]


@pytest.mark.parametrize("name", ["s3://files", "files/public", "Files", "a", "files.example", "files;"])
@pytest.mark.parametrize("variable", ["PUBLIC_BUCKET", "PRIVATE_BUCKET"])
def test_what_is_no_name_of_a_bucket_is_refused(refused: Refused, variable: str, name: str) -> None:
    assert refused(**{variable: name, "BUCKET_ADDRESSING": "virtual"}) == [
        f"{variable} is no bucket's name; write the name alone, in small letters, digits and hyphens."
    ]


def test_bucket_named_like_a_host_is_accepted_where_it_stands_in_the_path(refused: Refused) -> None:
    assert refused(PUBLIC_BUCKET="files.example", BUCKET_ADDRESSING="path") == []


def test_one_bucket_for_public_and_private_files_is_refused(refused: Refused) -> None:
    assert refused(PRIVATE_BUCKET=RIGHT["PUBLIC_BUCKET"]) == [ONE_BUCKET]


@pytest.mark.parametrize("endpoint", ["https://S3.example.org/", "https://s3.example.org:443"])
def test_one_bucket_under_two_spellings_is_refused(refused: Refused, endpoint: str) -> None:
    storages = {
        "default": {"OPTIONS": {"bucket_name": "files", "endpoint_url": "https://s3.example.org"}},
        "renditions": {
            "OPTIONS": {"bucket_name": "files", "endpoint_url": endpoint, "querystring_auth": False},
        },
    }

    assert refused({"STORAGES": storages}) == [ONE_BUCKET]


@pytest.mark.parametrize(
    "endpoint", ["http://s3.example.org", "s3.example.org", "https://s3.example.org/?x=1", "https://s3.example.org/;x"]
)
def test_storage_without_encryption_or_host_is_refused(refused: Refused, endpoint: str) -> None:
    assert refused(AWS_ENDPOINT_URL_S3=endpoint) == [
        "AWS_ENDPOINT_URL_S3 must be an https:// address, like https://s3.ap-northeast-1.amazonaws.com."
    ]


def test_unknown_way_of_addressing_buckets_is_refused(refused: Refused) -> None:
    assert refused(BUCKET_ADDRESSING="auto") == [
        "BUCKET_ADDRESSING must be path or virtual: how the storage names buckets in addresses."
    ]


@pytest.mark.parametrize("domain", ["https://pictures.example.org", "pictures.example.org/x", "a; script-src *"])
def test_domain_of_pictures_that_is_no_host_is_refused(refused: Refused, domain: str) -> None:
    assert refused(PUBLIC_BUCKET_DOMAIN=domain) == [
        "PUBLIC_BUCKET_DOMAIN is no name of a host; write it like pictures.example.org, without scheme and path."
    ]


def test_domain_of_pictures_that_shows_the_private_bucket_is_refused(refused: Refused) -> None:
    assert refused(PUBLIC_BUCKET_DOMAIN="portal-private.s3.example.org") == [
        "PUBLIC_BUCKET_DOMAIN shows the private bucket: let it show the public one."
    ]


def start(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = child_environment(DJANGO_SETTINGS_MODULE="config.settings.production") | RIGHT | changes
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", [["manage.py", "check"], ["manage.py", "tick"], ["-c", "import config.wsgi"]])
def test_program_with_wrong_variables_ends_with_all_lines_and_nothing_else(command: list[str]) -> None:
    done = start(*command, FIELD_KEYS="", TIME_ZONE="Tokyo", ALLOWED_HOSTS="*", PRIVATE_BUCKET="portal-public")

    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (
        1,
        "",
        [
            "The portal doesn't start:",
            f"- FIELD_KEYS is missing, and nothing sensitive is stored without a key: {FIELD_KEY}",
            "- TIME_ZONE is not Asia/Tokyo, by which all days and deadlines are counted: take it away.",
            "- ALLOWED_HOSTS: * names no host; write it like portal.example.org, without scheme and port.",
            f"- {ONE_BUCKET}",
        ],
    )


def test_program_with_right_variables_passes_django_s_own_checks_for_publishing() -> None:
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["load_demo", "prepare_demo"])
def test_demo_is_not_loaded_outside_of_its_settings(command: str, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match=r"^The demo is for its own settings: it would put invented people"):
        call_command(command)


WEBHOOK = "ANYMAIL: WEBHOOK_SECRET must be a name, a colon and 20 random characters, as the provider is to send them."
SMTP = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({**SMTP, "EMAIL_HOST": "mail.example.org"}, []),
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
