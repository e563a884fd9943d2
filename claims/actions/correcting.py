from __future__ import annotations

from datetime import datetime

from django.db import transaction

from network.models import ConsulteeCode
from portal.refusals import allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb
from ..facts import Filing
from ..locks import lock_claim, lock_visit
from ..models import Claim, Visit
from ..rules import RULES_VERSION, Interval, judge_resending
from .filing import (
    VisitDetails,
    move,
    open_visit,
    remember,
    set_figures,
    settle,
    settle_dispute,
    tell_of_filing,
    tell_of_joining,
    tell_of_leaving,
)


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
        claim.facts, claim.rules_version = facts.to_json(corrected.facts), RULES_VERSION
        set_figures(claim, decision)
        move(claim, ClaimState.WAITING if corrected.waits_for_the_other else ClaimState.FILED)
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
    """C7: at that time there is another's visit, who has said what it was about; or none, so it opens one."""
    left, there = claim.visit_id, list[Claim]()
    if corrected.visit is not None:
        visit = lock_visit(corrected.visit)
        there = list(visit.claims.live().with_visit())
    else:
        assert details is not None
        assert corrected.programme is not None
        visit = open_visit(corrected.programme, code or claim.visit.consultee_code, details, corrected)
    claim.visit, claim.place, claim.place_limit = visit, visit.claims.free_place(), visit.programme.supporters_per_visit
    claim.opened_visit = claim.leads_visit = corrected.visit is None
    claim.by_visit_code = False
    claim.save()
    if corrected.visit is not None:
        settle(visit, now)
    tell_of_leaving(claim, left, now)
    tell_of_filing(claim, now)
    tell_of_joining(there, now)
    settle_dispute(claim, left, DecisionVerb.PARTED, now)


def _correct_visit(claim: Claim, corrected: Filing, code: ConsulteeCode | None, details: VisitDetails | None) -> None:
    """To another consultee or programme the visit goes with a slot of theirs."""
    visit, programme = claim.visit, corrected.programme
    assert programme is not None
    consultee_id = code.consultee_id if code else visit.consultee_id
    if (programme.pk, consultee_id) != (visit.programme_id, visit.consultee_id):
        visit.slot = Visit.objects.free_slot(programme, consultee_id)
        visit.slot_limit = programme.visits_per_consultee
        visit.over_limit = False
        visit.programme, visit.consultee_id = programme, consultee_id
    if code is not None:
        visit.consultee_code = code
    if details is not None:
        for name, value in details.as_fields().items():
            setattr(visit, name, value)
        claim.opened_visit = True
    visit.save()
