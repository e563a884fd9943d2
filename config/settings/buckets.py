"""How the portal speaks with S3-like storage, and where its files stand there."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from botocore.config import Config

# A link to a document or a picture of the private bucket. Recordings have links of their own length.
LINK_SECONDS = 5 * 60


def client_config(addressing: str) -> Config:
    """Links that no other storage's habits can change, and calls that end."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": addressing},
        connect_timeout=2,
        read_timeout=10,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # What other makers of such storage don't know.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def address(endpoint: str, bucket: str, addressing: str, domain: str = "") -> str:
    """What every address of a file in this bucket begins with, as botocore would write it."""
    if domain:
        return f"https://{domain}/"
    if addressing == "virtual":
        return f"{endpoint.rstrip('/').replace('://', f'://{bucket}.', 1)}/"
    return f"{endpoint.rstrip('/')}/{bucket}/"


def let_in(policy: dict[str, Any], *, public: str, private: str) -> dict[str, Any]:
    """Pictures and media come from the buckets, whose origin is another than the portal's; nothing else does."""
    opened = deepcopy(policy)
    opened["DIRECTIVES"]["img-src"] += [public, private]
    opened["DIRECTIVES"]["media-src"] += [private]
    return opened
