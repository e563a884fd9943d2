from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from network.models import ConsulteeCode
from portal.refusals import allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb
from ..facts import Filing
from ..models import Claim, Visit
from ..rules import RULES_VERSION, Interval, judge_resending, to_json
from .filing import VisitDetails, open_visit, set_figures
from .history import remember, settle_dispute, tell_of_joining
from .locks import lock_claim, lock_visit
from .other_rooms import tell_of_filing, tell_of_leaving
from .places import free_place, free_slot, settle


def resend(
    claim: Claim,
    own: Interval,
    *,
    code: ConsulteeCode | None = None,
    details: VisitDetails | None = None,
    apart: bool = False,
    actor_id: int | None,
    now: datetime,
) -> Claim:
    """Correct a returned claim. Who leads the visit may give `code` and `details`, and who leaves it must give
    `details`: `apart` says that they were not there together. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim, code.consultee_id if code else None)
        visit = claim.visit
        corrected = facts.correction(claim, own, code, apart=apart)
        decision = allowed(judge_resending(claim.state, corrected.facts, claim.filed_at))
        claim.starts_at, claim.ends_at = own.start, own.end
        claim.facts, claim.rules_version = to_json(corrected.facts), RULES_VERSION
        set_figures(claim, decision)
        claim.state = ClaimState.WAITING if corrected.waits_for_the_other else ClaimState.FILED
        if corrected.visit == visit:
            leads = claim.leads_visit
            _correct_visit(claim, corrected, code if leads else None, details if leads else None)
            claim.save()
        else:
            _leave(claim, corrected, code, details, now)
        settle(visit, now)
        remember(claim, DecisionVerb.RESENT, actor_id, now)
    return claim


def _leave(
    claim: Claim, corrected: Filing, code: ConsulteeCode | None, details: VisitDetails | None, now: datetime
) -> None:
    left = claim.visit_id
    if corrected.visit is not None:
        _move(claim, lock_visit(corrected.visit), now)
    else:
        assert details is not None
        assert corrected.programme is not None
        visit = open_visit(corrected.programme, code or claim.visit.consultee_code, details, corrected.facts)
        claim.visit, claim.place, claim.place_limit = visit, free_place(visit), visit.programme.supporters_per_visit
        claim.opened_visit, claim.leads_visit, claim.by_visit_code = True, True, False
        claim.save()
    settle_dispute(claim, left, DecisionVerb.PARTED, now)
    tell_of_leaving(claim, left, now)
    tell_of_filing(claim, now)


def _move(claim: Claim, visit: Visit, now: datetime) -> None:
    """C7: at that time this is the visit of another, who has said what it was about."""
    there = list(visit.claims.live().with_visit())
    claim.visit, claim.place, claim.place_limit = visit, free_place(visit), visit.programme.supporters_per_visit
    claim.opened_visit = claim.leads_visit = claim.by_visit_code = False
    claim.save()
    settle(visit, now)
    tell_of_joining(there, now)


def _correct_visit(claim: Claim, corrected: Filing, code: ConsulteeCode | None, details: VisitDetails | None) -> None:
    """To another consultee or programme the visit goes with a slot of theirs."""
    visit, programme = claim.visit, corrected.programme
    assert programme is not None
    consultee_id = code.consultee_id if code else visit.consultee_id
    if (programme.pk, consultee_id) != (visit.programme_id, visit.consultee_id):
        visit.slot = free_slot(programme, consultee_id)
        visit.slot_limit = programme.visits_per_consultee
        visit.over_limit = False
        visit.programme, visit.consultee_id = programme, consultee_id
    if code is not None:
        visit.consultee_code = code
    if details is not None:
        for name, value in asdict(details).items():
            setattr(visit, name, list(value) if isinstance(value, tuple) else value)
        claim.opened_visit = True
    visit.save()
