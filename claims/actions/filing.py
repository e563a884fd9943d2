from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from wagtail import hooks

from network.facts import FiledVisit
from network.models import ConsulteeCode, Programme, Supporter
from network.rules import VISIT_CODE_LENGTH, make_code
from portal.dates import tokyo_day
from portal.refusals import RefusedError, allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb
from ..models import Claim, Visit
from ..rules import RULES_VERSION, Decision, FilingFacts, Interval, Reason, judge_filing, judge_resending, to_json
from .history import remember, tell_claimant
from .locks import lock_claim, lock_consultees, lock_visit
from .places import free_place, free_slot

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
    """C1-C8: open a visit and claim the honorarium for it. Raises RefusedError."""
    with transaction.atomic():
        lock_consultees(code.consultee_id)
        programme = facts.programme_for(tokyo_day(own.start))
        filing = facts.filing_facts(
            facts.claimant_facts(supporter.pk),
            supporter_id=supporter.pk,
            consultee_id=code.consultee_id,
            programme=programme,
            own=own,
        )
        decision = allowed(judge_filing(filing, now))
        assert programme is not None
        return _file(_open_visit(programme, code, details, filing), supporter, filing, decision, True, now)


def join_visit(supporter: Supporter, visit: Visit, own: Interval, *, now: datetime) -> Claim:
    """C7: a second supporter claims for a visit that another has opened. Raises RefusedError."""
    with transaction.atomic():
        visit = lock_visit(visit)
        filing = facts.filing_facts(
            facts.claimant_facts(supporter.pk),
            supporter_id=supporter.pk,
            consultee_id=visit.consultee_id,
            programme=visit.programme,
            own=own,
            visit=visit,
        )
        decision = allowed(judge_filing(filing, now))
        if not visit.is_live:
            raise RefusedError(Decision((Reason.WRONG_STATE,)))
        if filing.visit_day != visit.day:
            visit.day = filing.visit_day
            visit.save(update_fields=["day"])
        return _file(visit, supporter, filing, decision, False, now)


def resend(
    claim: Claim,
    own: Interval,
    *,
    code: ConsulteeCode | None = None,
    details: VisitDetails | None = None,
    actor_id: int | None,
    now: datetime,
) -> Claim:
    """Correct a returned claim. Only who opened the visit may give `code` and `details`. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim, code.consultee_id if code else None)
        visit = claim.visit
        resent = resending_facts(claim, own, code)
        decision = allowed(judge_resending(claim.state, resent, claim.filed_at))
        if claim.opened_visit:
            _correct_visit(visit, resent, code, details)
        claim.starts_at, claim.ends_at = own.start, own.end
        claim.facts, claim.rules_version = to_json(resent), RULES_VERSION
        _set_figures(claim, decision)
        claim.state = ClaimState.FILED
        claim.save()
        remember(claim, DecisionVerb.RESENT, actor_id, now)
    return claim


def resending_facts(claim: Claim, own: Interval, code: ConsulteeCode | None) -> FilingFacts:
    """C2 is tested at filing, so the claimant's facts of then count; the rest is as of now."""
    visit = claim.visit
    others = [facts.times_of(other) for other in visit.claims.live() if other.pk != claim.pk]
    first_start = min(interval.start for interval in (own, *others))
    programme = facts.programme_for(tokyo_day(first_start)) if claim.opened_visit else visit.programme
    return facts.filing_facts(
        facts.claimant_at_filing(claim),
        supporter_id=claim.supporter_id,
        consultee_id=code.consultee_id if code else visit.consultee_id,
        programme=programme,
        own=own,
        visit=visit,
        besides=claim,
    )


def _open_visit(programme: Programme, code: ConsulteeCode, details: VisitDetails, filing: FilingFacts) -> Visit:
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


def _correct_visit(visit: Visit, resent: FilingFacts, code: ConsulteeCode | None, details: VisitDetails | None) -> None:
    """To another consultee or programme the visit goes with a slot of theirs."""
    programme = facts.programme_for(resent.visit_day)
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
    visit.day = resent.visit_day
    visit.save()


def _file(
    visit: Visit, supporter: Supporter, filing: FilingFacts, decision: Decision, opened_visit: bool, now: datetime
) -> Claim:
    claim = Claim(
        reference=_new_reference(),
        visit=visit,
        supporter=supporter,
        opened_visit=opened_visit,
        place=free_place(visit),
        place_limit=visit.programme.supporters_per_visit,
        starts_at=filing.own.start,
        ends_at=filing.own.end,
        state=ClaimState.FILED,
        filed_at=now,
        facts=to_json(filing),
        rules_version=RULES_VERSION,
    )
    _set_figures(claim, decision)
    claim.save(force_insert=True)
    remember(claim, DecisionVerb.FILED, supporter.user_id, now)
    tell_claimant(claim, now)
    filed = FiledVisit(visit.pk, visit.consultee_code_id, visit.day)
    for hook in hooks.get_hooks("claims_visit_filed"):
        hook(supporter, filed, now)
    return claim


def _set_figures(claim: Claim, decision: Decision) -> None:
    assert decision.amount is not None
    assert decision.deadline is not None
    assert decision.pay_month is not None
    claim.amount, claim.deadline, claim.pay_month = decision.amount, decision.deadline, decision.pay_month


def _new_reference() -> str:
    reference = make_code(REFERENCE_LENGTH)
    while Claim.objects.filter(reference=reference).exists():
        reference = make_code(REFERENCE_LENGTH)
    return reference
