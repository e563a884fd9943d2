"""The one bridge from the database to the facts of the rules, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from network.models import Programme, Supporter
from portal.fields import keyed_hash
from surveys.facts import qualification_of

from .models import Claim, Visit
from .rules import ClaimantFacts, FilingFacts, Interval, ProgrammeFacts


def claimant_facts(supporter_id: int) -> ClaimantFacts:
    """C2, as of now: two queries."""
    supporter = Supporter.objects.get(pk=supporter_id)
    return ClaimantFacts(
        is_registered=bool(supporter.network_id),
        has_left=supporter.has_left,
        has_declared_experience=supporter.has_declared_experience,
        has_confirmed_experience=supporter.has_confirmed_experience,
        is_qualified=qualification_of(supporter_id) is not None,
    )


def claimant_at_filing(claim: Claim) -> ClaimantFacts:
    return ClaimantFacts(**claim.facts["claimant"])


def programme_for(day: date) -> Programme | None:
    """The programme of that day (P1) or else the nearest, so that the other reasons can be told too: one query."""
    return min(Programme.objects.all(), key=lambda programme: _days_off(programme, day), default=None)


def _days_off(programme: Programme, day: date) -> int:
    return max((programme.starts_on - day).days, (day - programme.ends_on).days, 0)


def programme_facts(programme: Programme) -> ProgrammeFacts:
    return ProgrammeFacts(**{field.name: getattr(programme, field.name) for field in fields(ProgrammeFacts)})


def filing_facts(
    claimant: ClaimantFacts,
    *,
    supporter_id: int,
    consultee_id: int,
    programme: Programme | None,
    own: Interval,
    visit: Visit | None = None,
    besides: Claim | None = None,
) -> FilingFacts:
    """Two queries. `visit` is the one that is joined or corrected; `besides` the claim that is being corrected."""
    live = list(
        Claim.objects.live().filter(visit__consultee_id=consultee_id).exclude(pk__in=[besides.pk] if besides else [])
    )
    mine = [claim for claim in live if claim.supporter_id == supporter_id]
    if visit is not None and visit.consultee_id != consultee_id:
        live += Claim.objects.live().filter(visit=visit).exclude(pk__in=[besides.pk] if besides else [])
    others = [claim for claim in live if visit and claim.visit_id == visit.pk and claim.supporter_id != supporter_id]
    return FilingFacts(
        claimant,
        programme_facts(programme) if programme else None,
        own,
        others=tuple(times_of(claim) for claim in others),
        other_visits=_other_visits(programme, consultee_id, visit),
        # Somebody can't be with the same person twice at the same time.
        has_live_claim=any(
            (visit is not None and claim.visit_id == visit.pk) or own.overlaps(times_of(claim)) for claim in mine
        ),
    )


def times_of(claim: Claim) -> Interval:
    return Interval(claim.starts_at, claim.ends_at)


def _other_visits(programme: Programme | None, consultee_id: int, visit: Visit | None) -> int:
    if programme is None:
        return 0
    return Visit.objects.counted(programme, consultee_id).exclude(pk__in=[visit.pk] if visit else []).count()


def visit_code_digest(code: str) -> str:
    return keyed_hash(code, purpose="visit code")


def find_live_visit(code: str) -> Visit | None:
    """The visit of a normalised visit code, while anybody claims for it."""
    return Visit.objects.live().select_related("programme").filter(join_digest=visit_code_digest(code)).first()
