"""What somebody who is signed in has shown, just now, to say that it is still them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

HOLDS = timedelta(minutes=10)

SETTLED_AFTER = timedelta(hours=24)
"""Who reads a mailbox sets a password by a mailed link, and an app after that; the owner needs a day to notice."""


class Proof(StrEnum):
    """The first two as allauth names them in its records of a session, where a code of a sign-in is another thing."""

    PASSWORD = "password"  # noqa: S105  the word for it
    APP = "mfa"
    MAIL = "proof by mail"


STRONG = frozenset({Proof.PASSWORD, Proof.APP})


def shown(records: Iterable[Mapping[str, Any]], *, address: str, now: datetime) -> frozenset[Proof]:
    """A password or an app counts when it was asked for once more: browsers fill in the first one by themselves. A
    mailed code counts from the page that asks for it, if it was mailed to the address that holds now; never from
    signing in, for whoever has copied the session since would have shown it too."""
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


def settled(since: Mapping[Proof, Collection[datetime | None]], *, now: datetime) -> frozenset[Proof]:
    """What somebody has had for a day, by when each part of it was set up. None: longer ago than is known."""
    newest = now - SETTLED_AFTER
    return frozenset(
        proof for proof, times in since.items() if times and all(time is None or time <= newest for time in times)
    )
