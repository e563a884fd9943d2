"""What a published portal refuses to start with: production's own settings, read from an environment."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from devtools.environment import child_environment
from devtools.places import ROOT
from tests.config import FIELD_KEY, SECRET, Refused
from tests.published import RIGHT

ONE_BUCKET = "PUBLIC_BUCKET and PRIVATE_BUCKET are one bucket: anybody could read recordings and documents; make two."


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
