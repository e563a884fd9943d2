"""What is written down about a claim, and what its claimant is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from portal import audit, mail

from ..enums import DecisionVerb
from ..models import Claim, ClaimDecision
from ..rules import RULES_VERSION

MAIL_KIND = "claims.news"


def remember(
    claim: Claim, verb: DecisionVerb, actor_id: int | None, now: datetime, reasons: Sequence[str] = ()
) -> None:
    """One line of the claim's own history, and one of the record that outlives it."""
    named = [str(reason) for reason in reasons]
    ClaimDecision.objects.create(
        claim=claim,
        at=now,
        actor_id=actor_id,
        verb=verb,
        reasons=named,
        facts=claim.facts,
        rules_version=RULES_VERSION,
        amount=claim.amount,
    )
    changes = {"state": claim.state, "amount": claim.amount}
    audit.record(
        f"claim {verb}",
        on=claim,
        ref=claim.reference,
        now=now,
        actor_id=actor_id,
        changes=changes,
        reason=", ".join(named),
    )


def tell_claimant(claim: Claim, now: datetime) -> None:
    """D4: one mail an event, which says only that there is news."""
    if claim.supporter.user_id is None:
        return
    mail.queue(
        MAIL_KIND,
        recipient_id=claim.supporter.user_id,
        language=claim.supporter.language,
        reference=claim.reference,
        dedupe_key=f"{MAIL_KIND}:{claim.reference}:{claim.decisions.count()}",
        now=now,
    )


def settle_dispute(claim: Claim, visit_id: int, verb: DecisionVerb, now: datetime) -> None:
    """Decided, or gone from that visit, there is nothing left to look into. Who said "not with me" reads that, and
    nothing else of the other's claim."""
    if claim.disputed_at is None:
        return
    claim.disputed_at = None
    claim.save(update_fields=["disputed_at"])
    for first in Claim.objects.live().with_visit().filter(visit=visit_id, leads_visit=True).exclude(pk=claim.pk):
        remember(first, verb, None, now)
        tell_claimant(first, now)


def tell_of_joining(others: Iterable[Claim], now: datetime) -> None:
    """C7: who was there first learns that somebody has joined, by nothing but the news."""
    for other in others:
        remember(other, DecisionVerb.JOINED, None, now)
        tell_claimant(other, now)
