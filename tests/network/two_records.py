"""One person: listed by the office, and registered online."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db.models.signals import post_init

from network.membership.joining.actions import join_records, propose_joining
from network.membership.joining.facts import joining_of
from network.models import PayeeAccount, Supporter
from network.people.enums import ON_PAPER
from tests.factories import SupporterFactory

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)
PROPOSER, CONFIRMER = 9001, 9002


def listed(**fields: Any) -> Supporter:
    """From the office's list, last year."""
    said: dict[str, Any] = {"network_id": "BN-1", "name": "Lan", "user": None, "consent_version": ON_PAPER, **fields}
    return SupporterFactory(**said)


def online(**fields: Any) -> Supporter:
    return SupporterFactory(**{"network_id": "7K3M92QX", "name": "Lan", "user__email": "lan@example.org", **fields})


def outcome(one: Supporter, other: Supporter) -> str:
    """As the page says it to who confirms."""
    stored = (Supporter.objects.get(pk=record.pk) for record in (one, other))
    return joining_of(*stored, by_id=CONFIRMER, now=NOW).outcome


def join(one: Supporter, other: Supporter) -> Supporter:
    proposal = propose_joining(one, other, reason="asked by telephone", by_id=PROPOSER, now=NOW)
    staying = join_records(proposal, outcome=outcome(one, other), by_id=CONFIRMER, now=NOW)
    staying.refresh_from_db()
    return staying


@contextmanager
def joined_once_read(staying: Supporter, going: Supporter, *, times: int) -> Iterator[None]:
    """As if colleagues had joined the two right after somebody has read the one that goes so many times."""
    reads = count(1)

    def join_now(instance: Supporter, **kwargs: Any) -> None:
        if instance.pk == going.pk and next(reads) == times:
            join(staying, going)

    post_init.connect(join_now, sender=Supporter)
    try:
        yield
    finally:
        post_init.disconnect(join_now, sender=Supporter)


def account(supporter: Supporter, number: str = "1234567") -> None:
    PayeeAccount.objects.create(
        supporter=supporter,
        bank_code="0001",
        branch_code="001",
        kind="1",
        number=number,
        holder="ﾗﾝ",
        last_three=number[-3:],
        confirmed_at=NOW,
    )
