"""Storage as a published portal has it, on the loopback."""

from __future__ import annotations

from storages.backends.s3 import S3Storage

from config.settings.buckets import LINK_SECONDS, client_config

# Nobody listens there: whatever asks it for anything fails at once.
NOWHERE = "http://127.0.0.1:9"


def private_bucket(endpoint: str = NOWHERE) -> S3Storage:
    return S3Storage(
        bucket_name="private",
        endpoint_url=endpoint,
        region_name="us-east-1",
        access_key="key",
        secret_key="secret",
        client_config=client_config("path"),
        file_overwrite=False,
        querystring_expire=LINK_SECONDS,
    )
