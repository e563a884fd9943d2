"""Whatever three supporters file, join, correct and withdraw for two consultees, in whatever order (C7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import combinations

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions import (
    approve,
    file_claim,
    join_visit,
    reject,
    resend,
    return_for_correction,
    withdraw,
)
from claims.enums import ClaimState, RejectionReason, ReturnReason
from claims.facts import times_of
from claims.models import Claim, Visit
from claims.rules import Interval, day_of_visit
from network.models import ConsulteeCode, Programme, Supporter
from portal.refusals import RefusedError
from tests.claims.made import DETAILS, NOW, a_code, at
from tests.factories import SupporterFactory, UserFactory

Step = tuple[str, int, int, Interval]


def times(start: int, hours: int) -> Interval:
    return Interval(at(start), at(start + hours))


TIMES = st.builds(times, st.sampled_from([6, 7, 8]), st.integers(1, 3))
VERBS = st.sampled_from(
    ["file", "file", "join", "resend", "resend", "recode", "leave", "return", "return", "end", "approve"]
)
# A verb, then who or which claim, then which consultee or visit.
SEQUENCES = st.lists(st.tuples(VERBS, st.integers(0, 5), st.integers(0, 1), TIMES), min_size=4, max_size=14)


class People:
    def __init__(self) -> None:
        self.supporters: list[Supporter] = [SupporterFactory(experienced=True) for _number in range(3)]
        self.codes: list[ConsulteeCode] = [a_code() for _number in range(2)]
        self.officer_id: int = UserFactory().pk

    def take(self, step: Step) -> None:
        """One step; that it is refused is an answer too."""
        verb, number, which, own = step
        with suppress(RefusedError):
            if verb == "file":
                file_claim(self.supporters[number % 3], self.codes[which], DETAILS, own, now=NOW)
            elif verb == "join":
                for visit in Visit.objects.live()[which : which + 1]:
                    join_visit(self.supporters[number % 3], visit, own, now=NOW)
            else:
                for claim in Claim.objects.live().with_visit().order_by("pk")[number : number + 1]:
                    self.change(verb, claim, self.codes[which], own)

    def change(self, verb: str, claim: Claim, code: ConsulteeCode, own: Interval) -> None:
        changes: dict[str, Callable[[], object]] = {
            "resend": lambda: resend(claim, own, details=DETAILS, actor_id=None, now=NOW),
            "recode": lambda: resend(
                claim, own, code=code if claim.leads_visit else None, details=DETAILS, actor_id=None, now=NOW
            ),
            "leave": lambda: resend(claim, own, code=code, details=DETAILS, apart=True, actor_id=None, now=NOW),
            "return": lambda: return_for_correction(
                claim, [ReturnReason.DATE_UNCLEAR], officer_id=self.officer_id, now=NOW
            ),
            "end": lambda: bring_to_an_end(claim, self.officer_id, NOW),
            "approve": lambda: approve(claim, officer_id=self.officer_id, now=NOW),
        }
        changes[verb]()


def bring_to_an_end(claim: Claim, officer_id: int, now: datetime) -> None:
    if claim.state == ClaimState.APPROVED:
        withdraw(claim, actor_id=None, now=now)
    else:
        reject(claim, [RejectionReason.NO_ANSWER], officer_id=officer_id, now=now)


def overlapping_visits() -> list[tuple[int, int]]:
    """By times that stand; those of who was asked to correct them are judged when they are sent."""
    claims = list(Claim.objects.live().exclude(state=ClaimState.RETURNED).select_related("visit"))
    return [
        (one.visit_id, other.visit_id)
        for one, other in combinations(claims, 2)
        if one.visit_id != other.visit_id
        and one.visit.consultee_id == other.visit.consultee_id
        and times_of(one).overlaps(times_of(other))
    ]


def faults(visit: Visit) -> list[str]:
    claims = list(visit.claims.live())
    standing = [claim for claim in claims if claim.state in (ClaimState.FILED, ClaimState.APPROVED)]
    returned = [claim for claim in claims if claim.state == ClaimState.RETURNED]
    kept = [times_of(claim) for claim in claims if claim.state != ClaimState.RETURNED]
    found = {
        "nobody claims": not claims,
        "more than two": len(claims) > 2,
        "not one leads": sum(claim.leads_visit for claim in claims) != 1,
        "two stand apart": len(standing) == 2 and not times_of(standing[0]).overlaps(times_of(standing[1])),
        "waits for nobody": any(claim.state == ClaimState.WAITING for claim in claims) and not returned,
        "another day": visit.day != day_of_visit(kept, [times_of(claim) for claim in returned]) if claims else False,
    }
    return [fault for fault, is_so in found.items() if is_so]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(SEQUENCES)
def test_no_sequence_leaves_overlapping_visits_or_a_claim_without_an_end(
    programme: Programme, steps: list[Step]
) -> None:
    with transaction.atomic():
        people = People()
        for step in steps:
            people.take(step)

            assert overlapping_visits() == []
            assert [fault for visit in Visit.objects.live() for fault in faults(visit)] == []
        for claim in Claim.objects.live().with_visit():
            bring_to_an_end(Claim.objects.with_visit().get(pk=claim.pk), people.officer_id, NOW)
        assert (Claim.objects.live().count(), Visit.objects.live().count()) == (0, 0)
        transaction.set_rollback(True)
