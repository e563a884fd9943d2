from __future__ import annotations

import runpy
from typing import Any

import pytest

from config.settings.buckets import address
from portal.buckets import Bucket
from tests.published import RIGHT


def production(monkeypatch: pytest.MonkeyPatch, **changes: str) -> dict[str, Any]:
    for name, value in (RIGHT | changes).items():
        monkeypatch.setenv(name, value)
    return runpy.run_module("config.settings.production")


def storage(settings: dict[str, Any], alias: str) -> Bucket:
    return Bucket(**settings["STORAGES"][alias]["OPTIONS"])


@pytest.mark.parametrize("endpoint", ["https://s3.example.org", "https://s3.example.org:9000/", "https://x.org/s3"])
@pytest.mark.parametrize("addressing", ["path", "virtual"])
@pytest.mark.parametrize(("alias", "bucket"), [("recordings", "portal-private"), ("renditions", "portal-public")])
def test_address_of_a_bucket_begins_the_addresses_of_its_files(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, addressing: str, alias: str, bucket: str
) -> None:
    settings = production(monkeypatch, AWS_ENDPOINT_URL_S3=endpoint, BUCKET_ADDRESSING=addressing)

    assert storage(settings, alias).url("a b.jpg").split("?")[0] == address(endpoint, bucket, addressing) + "a%20b.jpg"


def test_policy_lets_in_pictures_of_both_buckets_and_media_of_the_private_one(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = production(monkeypatch)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    public, private = "https://s3.example.org/portal-public/", "https://s3.example.org/portal-private/"

    assert {name: sources for name, sources in policy.items() if any("s3." in source for source in sources)} == {
        "img-src": ["'self'", "data:", public, private],
        "media-src": ["'self'", "blob:", private],
    }


def test_pictures_are_shown_from_their_own_domain_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch, PUBLIC_BUCKET_DOMAIN="pictures.example.org")
    pictures = settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]

    assert storage(settings, "renditions").url("a.jpg") == "https://pictures.example.org/a.jpg"
    assert pictures[2:] == ["https://pictures.example.org/", "https://s3.example.org/portal-private/"]


@pytest.mark.parametrize("alias", ["default", "recordings"])
def test_private_files_have_signed_addresses_of_five_minutes(monkeypatch: pytest.MonkeyPatch, alias: str) -> None:
    found = storage(production(monkeypatch), alias).url("documents/a.pdf")

    assert ("X-Amz-Signature=" in found, "X-Amz-Expires=300&" in found) == (True, True)


@pytest.mark.parametrize("alias", ["default", "recordings", "renditions"])
def test_calls_to_the_storage_end(monkeypatch: pytest.MonkeyPatch, alias: str) -> None:
    config = storage(production(monkeypatch), alias).connection.meta.client.meta.config

    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (2, 10, 2)
