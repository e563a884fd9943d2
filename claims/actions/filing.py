"""A claim is filed for a visit, alone or beside another's (C1-C8); what both are from then on, with slot and places;
what is written down of it, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail import hooks

from network.models import ConsulteeCode, Programme, Supporter
from network.people.facts import FiledVisit
from portal import audit, mail
from portal.refusals import RefusedError, allowed

from .. import facts
from ..enums import FINAL_STATES, TRANSITIONS, ClaimState, DecisionVerb
from ..facts import Filing, times_of
from ..locks import lock_claimant, lock_consultees, lock_visit
from ..models import Claim, ClaimDecision, Visit
from ..rules import RULES_VERSION, Decision, Interval, Reason, day_of_visit, judge_filing

MAIL_KIND = "claims.news"


@dataclass(frozen=True)
class VisitDetails:
    """Values of the closed lists (Prefecture, ErrandKind, ErrandField, SpokenLanguage, Obstacle)."""

    prefecture: str
    errand: str
    field: str
    language: str
    obstacles: tuple[str, ...] = ()

    def as_fields(self) -> dict[str, Any]:
        return {**asdict(self), "obstacles": list(self.obstacles)}


def file_claim(
    supporter: Supporter, code: ConsulteeCode, details: VisitDetails, own: Interval, *, now: datetime
) -> Claim:
    """C1-C8: claim the honorarium for the visit of that time, which this opens unless another has. Raises RefusedError.

    `now`: when the claim arrived (P6), not when its turn came.
    """
    with transaction.atomic():
        claimant = lock_claimant(supporter.pk)
        lock_consultees(code.consultee_id)
        filing = facts.filing(claimant, code.consultee_id, own)
        decision = allowed(judge_filing(filing.facts, now))
        if filing.visit is not None:
            return _join(lock_visit(filing.visit), supporter, filing, decision, now, by_visit_code=False)
        assert filing.programme is not None
        visit = open_visit(filing.programme, code, details, filing)
        claim = _file(visit, supporter, filing, decision, now, opens=True)
        tell_of_filing(claim, now)
        return claim


def join_visit(supporter: Supporter, visit: Visit, own: Interval, *, now: datetime) -> Claim:
    """C7: a second supporter claims for a visit that another has opened. Raises RefusedError."""
    with transaction.atomic():
        claimant = lock_claimant(supporter.pk)
        visit = lock_visit(visit)
        filing = facts.filing(claimant, visit.consultee_id, own, visit=visit)
        decision = allowed(judge_filing(filing.facts, now))
        if not visit.is_live:
            raise RefusedError(Decision((Reason.WRONG_STATE,)))
        return _join(visit, supporter, filing, decision, now, by_visit_code=True)


def _join(
    visit: Visit, supporter: Supporter, filing: Filing, decision: Decision, now: datetime, *, by_visit_code: bool
) -> Claim:
    there = list(visit.claims.live().with_visit())
    claim = _file(visit, supporter, filing, decision, now, opens=False, by_visit_code=by_visit_code)
    settle(visit, now)
    tell_of_filing(claim, now)
    tell_of_joining(there, now)
    return claim


def open_visit(programme: Programme, code: ConsulteeCode, details: VisitDetails, filing: Filing) -> Visit:
    visit = Visit(
        programme=programme,
        consultee_id=code.consultee_id,
        consultee_code=code,
        day=filing.facts.visit_day,
        slot=filing.free_slot,
        slot_limit=programme.visits_per_consultee,
        **details.as_fields(),
    )
    visit.join_digest = facts.visit_code_digest(visit.join_code)
    visit.save(force_insert=True)
    return visit


def _file(
    visit: Visit,
    supporter: Supporter,
    filing: Filing,
    decision: Decision,
    now: datetime,
    *,
    opens: bool,
    by_visit_code: bool = False,
) -> Claim:
    claim = Claim(
        reference=Claim.objects.unused_reference(),
        visit=visit,
        supporter=supporter,
        opened_visit=opens,
        leads_visit=opens,
        by_visit_code=by_visit_code,
        place=1 if opens else visit.claims.free_place(),
        place_limit=visit.programme.supporters_per_visit,
        starts_at=filing.facts.own.start,
        ends_at=filing.facts.own.end,
        state=ClaimState.FILED,
        filed_at=now,
        facts=facts.to_json(filing.facts),
        rules_version=RULES_VERSION,
    )
    set_figures(claim, decision)
    claim.save(force_insert=True)
    tell_claimant(claim, remember(claim, DecisionVerb.FILED, supporter.user_id, now), now)
    return claim


def set_figures(claim: Claim, decision: Decision) -> None:
    assert decision.amount is not None
    assert decision.deadline is not None
    assert decision.pay_month is not None
    claim.amount, claim.deadline, claim.pay_month = decision.amount, decision.deadline, decision.pay_month


def move(claim: Claim, state: ClaimState) -> None:
    """A claim's state changes nowhere else. To be saved; one that is over gives its place back."""
    assert state in TRANSITIONS[claim.state]
    claim.state = state
    if state in FINAL_STATES:
        claim.place, claim.leads_visit = None, False


def settle(visit: Visit, now: datetime) -> None:
    """What a visit is after one of its claims came, changed or went. Its row is locked."""
    claims = list(visit.claims.live().order_by("pk"))
    if claims:
        _move_to_day(visit, claims)
        if not any(claim.leads_visit for claim in claims):
            claims[0].leads_visit = True
            claims[0].save(update_fields=["leads_visit"])
        _release(claims, now)
    else:
        visit.is_live, visit.slot, visit.over_limit = False, None, False
    visit.save(update_fields=["is_live", "slot", "slot_limit", "over_limit", "day", "programme"])


def _move_to_day(visit: Visit, claims: Sequence[Claim]) -> None:
    """To that of the earliest start. P1: it picks the programme, where the visit then takes a slot (C6)."""
    returned = [times_of(claim) for claim in claims if claim.state == ClaimState.RETURNED]
    visit.day = day_of_visit([times_of(claim) for claim in claims if claim.state != ClaimState.RETURNED], returned)
    programme = facts.programme_for(visit.day)
    if programme is None or programme == visit.programme or not facts.programme_facts(programme).covers(visit.day):
        return
    slot, limit = Visit.objects.free_slot(programme, visit.consultee_id), programme.visits_per_consultee
    visit.programme, visit.slot_limit, visit.over_limit = programme, limit, slot > limit
    visit.slot = slot if slot <= limit else None


def _release(claims: Sequence[Claim], now: datetime) -> None:
    """Nobody has to correct anything any more: what waited is judged by what stands, or alone."""
    if any(claim.state == ClaimState.RETURNED for claim in claims):
        return
    for claim in claims:
        if claim.state == ClaimState.WAITING:
            move(claim, ClaimState.FILED)
            claim.save(update_fields=["state"])
            remember(claim, DecisionVerb.RELEASED, None, now)


def remember(
    claim: Claim, verb: DecisionVerb, actor_id: int | None, now: datetime, reasons: Sequence[str] = ()
) -> ClaimDecision:
    """One line of the claim's own history, and one of the record that outlives it."""
    named = [str(reason) for reason in reasons]
    line = ClaimDecision.objects.create(
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
    return line


def tell_claimant(claim: Claim, of: ClaimDecision, now: datetime) -> None:
    """D4: one mail an event, which says only that there is news."""
    if claim.supporter.user_id is None:
        return
    mail.queue(
        MAIL_KIND,
        recipient_id=claim.supporter.user_id,
        language=claim.supporter.language,
        reference=claim.reference,
        dedupe_key=f"{MAIL_KIND}:{claim.reference}:{of.pk}",
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
        tell_claimant(first, remember(first, verb, None, now), now)


def tell_of_joining(others: Iterable[Claim], now: datetime) -> None:
    """C7: who was there first learns that somebody has joined, by nothing but the news."""
    for other in others:
        tell_claimant(other, remember(other, DecisionVerb.JOINED, None, now), now)


def tell_of_filing(claim: Claim, now: datetime) -> None:
    visit = claim.visit
    filed = FiledVisit(visit.pk, visit.consultee_code_id, visit.day)
    for hook in hooks.get_hooks("claims_visit_filed"):
        hook(claim.supporter, filed, now)


def tell_of_leaving(claim: Claim, visit_id: int, now: datetime) -> None:
    """The claim is withdrawn, or stands for another visit from now on."""
    for hook in hooks.get_hooks("claims_visit_left"):
        hook(claim.supporter, visit_id, now)
