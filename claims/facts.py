"""The one bridge from the database to the facts of the rules, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from network.models import ConsulteeCode, Programme, Supporter
from portal.compiled import Compiled, Parameter
from portal.dates import tokyo_day
from portal.fields import keyed_hash
from portal.places import lowest_free
from surveys.facts import qualification_of

from .enums import ClaimState, DecisionVerb
from .models import Claim, Visit
from .rules import ClaimantFacts, FilingFacts, Interval, ProgrammeFacts


def claimant_facts(supporter: Supporter) -> ClaimantFacts:
    """C2, as the row says it: one query more."""
    return ClaimantFacts(
        is_registered=bool(supporter.network_id),
        has_left=supporter.has_left,
        has_declared_experience=supporter.has_declared_experience,
        has_confirmed_experience=supporter.has_confirmed_experience,
        is_qualified=qualification_of(supporter.pk) is not None,
    )


def to_json(facts: object) -> object:
    """The facts as plain dicts, lists, strings and numbers, to be kept with the claim."""
    if is_dataclass(facts):
        return {f.name: to_json(getattr(facts, f.name)) for f in fields(facts)}
    if isinstance(facts, tuple):
        return [to_json(fact) for fact in facts]
    if isinstance(facts, date):
        return facts.isoformat()
    return facts


def claimant_at_filing(claim: Claim) -> ClaimantFacts:
    return ClaimantFacts(**claim.facts["claimant"])


def programme_for(day: date) -> Programme | None:
    """The programme of that day (P1) or else the nearest, so that the other reasons can be told too: one query."""
    return min(_programmes.all(), key=lambda programme: _days_off(programme, day), default=None)


_programmes = Compiled(lambda: Programme.objects.all())


def _days_off(programme: Programme, day: date) -> int:
    return max((programme.starts_on - day).days, (day - programme.ends_on).days, 0)


def programme_facts(programme: Programme) -> ProgrammeFacts:
    return ProgrammeFacts(**{field.name: getattr(programme, field.name) for field in fields(ProgrammeFacts)})


@dataclass(frozen=True)
class Filing:
    """What a claim is judged by, and where it would land: `visit` is joined or corrected; none is a new one's."""

    facts: FilingFacts
    programme: Programme | None
    visit: Visit | None
    slots: Mapping[int, int | None]  # of the visits that C6 counts
    waits_for_the_other: bool = False

    @property
    def free_slot(self) -> int:
        """For a new visit."""
        return lowest_free(self.slots.values())


def filing(supporter: Supporter, consultee_id: int, own: Interval, *, visit: Visit | None = None) -> Filing:
    """C7: `visit` is chosen by its code; else it is the one that overlaps, if any does.

    By its code somebody joins in spite of times that the office has returned: they are known to be wrong.
    """
    claims = _live_claims(consultee_id, visit)
    joined = visit or _met_visit(claims, own)
    there = [claim for claim in claims if joined and claim.visit_id == joined.pk]
    doubted = [claim for claim in there if _is_returned(claim) and not own.overlaps(times_of(claim))]
    programme = programme_for(_first_day(own, [claim for claim in there if claim not in doubted]))
    slots = _slots(programme, consultee_id)
    judged = _facts(
        claimant_facts(supporter), supporter.pk, consultee_id, programme, own, claims, joined, slots, doubted
    )
    return Filing(judged, programme, joined, slots)


def correction(claim: Claim, own: Interval, code: ConsulteeCode | None, *, apart: bool = False) -> Filing:
    """C2 is tested at filing, so the claimant's facts of then count; the rest is as of now.

    C7: who is alone in a visit may find that it is another's; two who were both asked to correct are not judged by
    times of which one is known to be wrong. `apart`: the supporter says that they were not there together, so the
    claim leaves the visit, unless its times with the same person say otherwise, which those that the office has
    returned can't. With another person's code it leaves alone as well; who leads takes along who came by the visit's
    code, unless they were apart.
    """
    visit = claim.visit
    consultee_id = code.consultee_id if code else visit.consultee_id
    claims = [other for other in _live_claims(consultee_id, visit) if other.pk != claim.pk]
    companions = [other for other in claims if other.visit_id == visit.pk]
    doubted = [other for other in companions if _is_returned(other)]
    standing = [other for other in companions if other not in doubted]
    takes_along = claim.leads_visit and not apart and all(other.by_visit_code for other in companions)
    leaves = not takes_along if consultee_id != visit.consultee_id else apart and not _met_visit(standing, own)
    if companions and leaves:
        return _apart(claim, own, consultee_id, [other for other in claims if other not in companions])
    joined = visit if companions else _met_visit(claims, own) or visit
    there = standing if joined == visit else [other for other in claims if other.visit_id == joined.pk]
    programme = programme_for(_first_day(own, there))
    slots = _slots(programme, consultee_id)
    judged = _facts(
        claimant_at_filing(claim),
        claim.supporter_id,
        consultee_id,
        programme,
        own,
        claims,
        joined,
        slots,
        doubted,
        taken_along=[times_of(other) for other in companions],
        is_own=joined == visit,
    )
    return Filing(judged, programme, joined, slots, waits_for_the_other=bool(doubted))


def _apart(claim: Claim, own: Interval, consultee_id: int, claims: Sequence[Claim]) -> Filing:
    """Judged as if filed now for a visit of its own, or the one that it meets."""
    joined = _met_visit(claims, own)
    there = [other for other in claims if joined and other.visit_id == joined.pk]
    programme = programme_for(_first_day(own, there))
    slots = _slots(programme, consultee_id)
    judged = _facts(claimant_at_filing(claim), claim.supporter_id, consultee_id, programme, own, claims, joined, slots)
    return Filing(judged, programme, joined, slots)


def _first_day(own: Interval, there: Iterable[Claim]) -> date:
    """C1: of the visit, if this claim stands beside those."""
    return tokyo_day(min([own.start, *(claim.starts_at for claim in there)]))


def _live_claims(consultee_id: int, visit: Visit | None) -> list[Claim]:
    """Of the consultee, and of the visit, which may be about to change its consultee."""
    return _live.all(consultee=consultee_id, visit=visit.pk if visit else None)


@Compiled
def _live() -> QuerySet[Claim]:
    of_consultee = Q(visit__consultee_id=Parameter("consultee", Visit, "consultee"))
    of_visit = Q(visit_id=Parameter("visit", Claim, "visit"))
    live = Claim.objects.live().filter(of_consultee | of_visit)
    return live.select_related("visit__programme").order_by("starts_at", "pk")


def _met_visit(claims: Iterable[Claim], own: Interval) -> Visit | None:
    """The first of those that share a moment with these times; last those that the office has returned."""
    met = (claim for claim in claims if own.overlaps(times_of(claim)))
    return next((claim.visit for claim in sorted(met, key=_is_returned)), None)


def _is_returned(claim: Claim) -> bool:
    return claim.state == ClaimState.RETURNED


def _facts(
    claimant: ClaimantFacts,
    supporter_id: int,
    consultee_id: int,
    programme: Programme | None,
    own: Interval,
    claims: Sequence[Claim],
    visit: Visit | None,
    slots: Mapping[int, int | None],
    doubted: Sequence[Claim] = (),
    *,
    taken_along: Sequence[Interval] = (),
    is_own: bool = False,
) -> FilingFacts:
    """`doubted`: claims for the visit whose times are not judged by."""
    inside = [claim for claim in claims if visit and claim.visit_id == visit.pk]
    # Of another visit, times that are known to be wrong refute nothing.
    outside = [claim for claim in claims if claim not in inside and not _is_returned(claim)]
    mine = [claim for claim in claims if claim.supporter_id == supporter_id]
    return FilingFacts(
        claimant,
        programme_facts(programme) if programme else None,
        own,
        others=tuple(times_of(one) for one in inside if one.supporter_id != supporter_id and one not in doubted),
        doubted=len(doubted),
        other_visits=len(slots.keys() - {visit.pk if visit else None}),
        # Somebody can't be with the same person twice at the same time.
        has_live_claim=any(claim in inside or own.overlaps(times_of(claim)) for claim in mine),
        met_visits=len({claim.visit_id for claim in outside if _meets(claim, (own, *taken_along))}),
        is_counted=_is_counted(programme, consultee_id, visit, is_own=is_own),
    )


def _meets(claim: Claim, times: Iterable[Interval]) -> bool:
    return any(one.overlaps(times_of(claim)) for one in times)


def times_of(claim: Claim) -> Interval:
    return Interval(claim.starts_at, claim.ends_at)


def _slots(programme: Programme | None, consultee_id: int) -> dict[int, int | None]:
    return dict(_counted.all(programme=programme.pk, consultee=consultee_id)) if programme else {}


@Compiled
def _counted() -> QuerySet[Any, Any]:
    programme, consultee = Parameter("programme", Visit, "programme"), Parameter("consultee", Visit, "consultee")
    return Visit.objects.counted(programme, consultee).values_list("pk", "slot")


def _is_counted(programme: Programme | None, consultee_id: int, visit: Visit | None, *, is_own: bool) -> bool:
    """C6: the limit was asked when the visit took its slot; one that has lost it takes nobody in."""
    if visit is None or programme is None or not (is_own or visit.slot):
        return False
    return (visit.programme_id, visit.consultee_id) == (programme.pk, consultee_id)


def visit_code_digest(code: str) -> str:
    return keyed_hash(code, purpose="visit code")


def find_live_visit(code: str) -> Visit | None:
    """The visit of a normalised visit code, while anybody claims for it."""
    return Visit.objects.live().select_related("programme").filter(join_digest=visit_code_digest(code)).first()


def joined_by(claim: Claim) -> Claim | None:
    """The claim of another that stands for the visit which this one leads, the newest if there are several."""
    if not claim.leads_visit:
        return None
    return Claim.objects.live().filter(visit=claim.visit_id).exclude(pk=claim.pk).order_by("pk").last()


def has_companions(claim: Claim) -> bool:
    """Whether others claim for its visit."""
    return Claim.objects.live().filter(visit=claim.visit_id).exclude(pk=claim.pk).exists()


def has_told_of_joining(claim: Claim) -> bool:
    """Whether the office was told "not with me" since the last one joined."""
    about_it = claim.decisions.filter(verb__in=(DecisionVerb.JOINED, DecisionVerb.DISPUTED)).order_by("pk").last()
    return about_it is not None and about_it.verb == DecisionVerb.DISPUTED
