"""Buckets of an S3-compatible storage, each of which knows its name in STORAGES."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import Storage, storages
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    def __init__(self, *, alias: str, **options: Any) -> None:
        super().__init__(**options)
        self.alias = alias

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        """Wagtail writes this into the row of the task that deletes a file. Django's would hold the bucket's keys, and
        the client's configuration, of which no row can be made: files of what was deleted stayed where they were."""
        return "portal.buckets.called", [self.alias], {}


def called(alias: str) -> Storage:
    return storages[alias]
