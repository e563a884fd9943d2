"""What somebody who is signed in has shown, just now, to say that it is still them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

HOLDS = timedelta(minutes=10)


class Proof(StrEnum):
    """As allauth names them in its records of a session."""

    PASSWORD = "password"  # noqa: S105  the word for it
    APP = "mfa"
    MAIL = "code"


STRONG = frozenset({Proof.PASSWORD, Proof.APP})


def shown(records: Iterable[Mapping[str, Any]], *, address: str, now: datetime) -> frozenset[Proof]:
    """A password or an app counts when it was asked for once more: browsers fill in the first one by themselves. A code
    counts from signing in, if it was mailed to the address that holds now."""
    since = (now - HOLDS).timestamp()
    fresh = [record for record in records if record["at"] > since]
    return frozenset(
        proof
        for proof in Proof
        for record in fresh
        if record["method"] == proof
        and (record.get("email") == address if proof is Proof.MAIL else record.get("reauthenticated", False))
    )


def is_enough(proofs: Collection[Proof], *, has_app: bool) -> bool:
    """Whoever protects an account by an app isn't asked for less than that or the password."""
    return is_strong(proofs) or (Proof.MAIL in proofs and not has_app)


def is_strong(proofs: Collection[Proof]) -> bool:
    return not STRONG.isdisjoint(proofs)
