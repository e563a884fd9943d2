"""The storages of production's settings, on a storage that answers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile

from portal.buckets import Bucket
from tests.config.test_buckets import production, storage
from tests.published import RIGHT
from tests.storage_server import Storage


@pytest.fixture
def server() -> Iterator[Storage]:
    with Storage().serving() as serving:
        serving.make_buckets(public=RIGHT["PUBLIC_BUCKET"], private=RIGHT["PRIVATE_BUCKET"])
        yield serving


@pytest.fixture
def private(server: Storage, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    return storage(production(monkeypatch, AWS_ENDPOINT_URL_S3=server.address), "default")


def test_second_file_of_a_name_leaves_the_first_as_it_is(private: Bucket) -> None:
    names = [private.save("documents/minutes.txt", ContentFile(content)) for content in (b"secret", b"open")]

    assert names[0] != names[1]
    assert [urlopen(private.url(name)).read() for name in names] == [b"secret", b"open"]
