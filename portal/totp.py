"""Codes of an app that change with the time (RFC 6238: SHA-1, six digits, steps of 30 seconds)."""

from __future__ import annotations

import secrets
from base64 import b32decode, b32encode
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

PERIOD = 30
DIGITS = 6
# The clocks of telephones differ by some seconds, and typing takes some: the codes before and after are right too.
TOLERANCE = 1


def make_secret() -> str:
    """160 random bits, as RFC 4226 recommends, in base 32 as apps take them."""
    return b32encode(secrets.token_bytes(20)).decode()


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // PERIOD


def code_at(secret: str, step: int) -> str:
    algorithm = SHA1()  # noqa: S303  all that apps know; its weakness is none for an HMAC
    return HOTP(b32decode(secret), DIGITS, algorithm).generate(step).decode()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, among those that are right now; None for a wrong code."""
    around = range(step_at(now) - TOLERANCE, step_at(now) + TOLERANCE + 1)
    right = [step for step in around if secrets.compare_digest(code_at(secret, step).encode(), code.encode())]
    return right[-1] if right else None
