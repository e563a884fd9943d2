from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from network.models import ConsulteeCode, Programme, Supporter
from network.people.rules.codes import VISIT_CODE_LENGTH, make_code
from portal.refusals import RefusedError, allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb
from ..facts import Filing
from ..models import Claim, Visit
from ..rules import RULES_VERSION, Decision, FilingFacts, Interval, Reason, judge_filing, to_json
from .history import remember, tell_claimant, tell_of_joining
from .locks import lock_consultees, lock_visit
from .other_rooms import tell_of_filing
from .places import free_place, free_slot, settle

REFERENCE_LENGTH = 6


@dataclass(frozen=True)
class VisitDetails:
    """Values of the closed lists (Prefecture, ErrandKind, ErrandField, SpokenLanguage, Obstacle)."""

    prefecture: str
    errand: str
    field: str
    language: str
    obstacles: tuple[str, ...] = ()


def file_claim(
    supporter: Supporter, code: ConsulteeCode, details: VisitDetails, own: Interval, *, now: datetime
) -> Claim:
    """C1-C8: claim the honorarium for the visit of that time, which this opens unless another has. Raises RefusedError.

    `now`: when the claim arrived (P6), not when its turn came.
    """
    with transaction.atomic():
        lock_consultees(code.consultee_id)
        filing = facts.filing(supporter, code.consultee_id, own)
        decision = allowed(judge_filing(filing.facts, now))
        if filing.visit is not None:
            return _join(lock_visit(filing.visit), supporter, filing, decision, now, by_visit_code=False)
        assert filing.programme is not None
        visit = open_visit(filing.programme, code, details, filing.facts)
        claim = _file(visit, supporter, filing, decision, now, opens=True)
        tell_of_filing(claim, now)
        return claim


def join_visit(supporter: Supporter, visit: Visit, own: Interval, *, now: datetime) -> Claim:
    """C7: a second supporter claims for a visit that another has opened. Raises RefusedError."""
    with transaction.atomic():
        visit = lock_visit(visit)
        filing = facts.filing(supporter, visit.consultee_id, own, visit=visit)
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
    tell_of_joining(there, now)
    tell_of_filing(claim, now)
    return claim


def open_visit(programme: Programme, code: ConsulteeCode, details: VisitDetails, filing: FilingFacts) -> Visit:
    join_code = make_code(VISIT_CODE_LENGTH)
    return Visit.objects.create(
        programme=programme,
        consultee_id=code.consultee_id,
        consultee_code=code,
        day=filing.visit_day,
        prefecture=details.prefecture,
        errand=details.errand,
        field=details.field,
        language=details.language,
        obstacles=list(details.obstacles),
        join_digest=facts.visit_code_digest(join_code),
        join_code=join_code,
        slot=free_slot(programme, code.consultee_id),
        slot_limit=programme.visits_per_consultee,
    )


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
        reference=_new_reference(),
        visit=visit,
        supporter=supporter,
        opened_visit=opens,
        leads_visit=opens,
        by_visit_code=by_visit_code,
        place=free_place(visit),
        place_limit=visit.programme.supporters_per_visit,
        starts_at=filing.facts.own.start,
        ends_at=filing.facts.own.end,
        state=ClaimState.FILED,
        filed_at=now,
        facts=to_json(filing.facts),
        rules_version=RULES_VERSION,
    )
    set_figures(claim, decision)
    claim.save(force_insert=True)
    remember(claim, DecisionVerb.FILED, supporter.user_id, now)
    tell_claimant(claim, now)
    return claim


def set_figures(claim: Claim, decision: Decision) -> None:
    assert decision.amount is not None
    assert decision.deadline is not None
    assert decision.pay_month is not None
    claim.amount, claim.deadline, claim.pay_month = decision.amount, decision.deadline, decision.pay_month


def _new_reference() -> str:
    reference = make_code(REFERENCE_LENGTH)
    while Claim.objects.filter(reference=reference).exists():
        reference = make_code(REFERENCE_LENGTH)
    return reference
