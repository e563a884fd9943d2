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
from .filing import VisitDetails, set_figures
from .history import remember, tell_of_joining
from .locks import lock_claim, lock_visit
from .other_rooms import tell_of_filing, tell_of_leaving
from .places import free_place, free_slot, settle


def resend(
    claim: Claim,
    own: Interval,
    *,
    code: ConsulteeCode | None = None,
    details: VisitDetails | None = None,
    actor_id: int | None,
    now: datetime,
) -> Claim:
    """Correct a returned claim. Only who leads the visit may give `code` and `details`. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim, code.consultee_id if code else None)
        visit = claim.visit
        corrected = facts.correction(claim, own, code)
        decision = allowed(judge_resending(claim.state, corrected.facts, claim.filed_at))
        claim.starts_at, claim.ends_at = own.start, own.end
        claim.facts, claim.rules_version = to_json(corrected.facts), RULES_VERSION
        set_figures(claim, decision)
        claim.state = ClaimState.WAITING if corrected.waits_for_the_other else ClaimState.FILED
        assert corrected.visit is not None
        if corrected.visit != visit:
            _move(claim, lock_visit(corrected.visit), now)
            tell_of_leaving(claim, visit.pk, now)
            tell_of_filing(claim, now)
        else:
            _correct_visit(claim, corrected, code, details)
            claim.save()
        settle(visit, now)
        remember(claim, DecisionVerb.RESENT, actor_id, now)
    return claim


def _move(claim: Claim, visit: Visit, now: datetime) -> None:
    """C7: at that time this is the visit of another, who has said what it was about."""
    there = list(visit.claims.live().with_visit())
    claim.visit, claim.place, claim.place_limit = visit, free_place(visit), visit.programme.supporters_per_visit
    claim.opened_visit = claim.leads_visit = False
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
