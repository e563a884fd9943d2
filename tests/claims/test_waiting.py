"""C7: both claims of a visit are returned, and the two correct day and times together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from claims.actions import approve, join_visit, reject, resend, return_for_correction, withdraw
from claims.enums import ClaimState, RejectionReason, ReturnReason
from claims.models import Claim, Visit
from claims.rules import Reason
from network.models import Supporter
from portal.refusals import RefusedError
from tests.claims.made import DETAILS, NOW, VISIT_DAY, a_claim, a_joined_claim, at, lasting
from tests.factories import SupporterFactory

EVE = date(2026, 5, 13)
Two = tuple[Claim, Claim]


@pytest.fixture
def two(supporter: Supporter, officer_id: int) -> Two:
    """Both are back with their supporters: they had mistaken the day."""
    first = a_claim(supporter)
    second = a_joined_claim(SupporterFactory(experienced=True), first)
    for claim in (first, second):
        return_for_correction(claim, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)
    return first, second


def corrected(claim: Claim, day: date = EVE, hour: int = 10) -> Claim:
    return resend(claim, lasting(at(hour, day=day)), details=DETAILS, actor_id=None, now=NOW)


def states() -> list[str]:
    return list(Claim.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_first_corrected_claim_waits_for_the_second(two: Two, order: tuple[int, int]) -> None:
    first, second = (two[number] for number in order)

    assert corrected(first).state == ClaimState.WAITING
    assert (states().count("waiting"), states().count("returned")) == (1, 1)
    corrected(second)

    assert states() == ["filed", "filed"]
    assert Visit.objects.get().day == EVE
    assert [entry.verb for entry in first.decisions.all()][-2:] == ["resent", "released"]


def test_second_must_meet_the_corrected_first(two: Two) -> None:
    corrected(two[0])

    with pytest.raises(RefusedError) as error:
        corrected(two[1], hour=14)

    assert error.value.decision.reasons == (Reason.TIMES_APART,)
    assert states() == ["waiting", "returned"]


def test_day_follows_what_is_corrected_already(two: Two) -> None:
    corrected(two[0])

    assert Visit.objects.get().day == EVE


def test_day_stays_the_earliest_while_a_returned_claim_still_meets_the_other(
    supporter: Supporter, officer_id: int
) -> None:
    first = a_claim(supporter, own=lasting(at(23, day=EVE), hours=3))
    second = a_joined_claim_at_one(first)
    return_for_correction(first, [ReturnReason.ERRAND_UNCLEAR], officer_id=officer_id, now=NOW)

    assert (Visit.objects.get().day, second.state) == (EVE, ClaimState.FILED)


def a_joined_claim_at_one(claim: Claim) -> Claim:
    return join_visit(SupporterFactory(experienced=True), claim.visit, lasting(at(1)), now=NOW)


@pytest.mark.parametrize(
    "leave",
    [
        lambda claim, by: withdraw(claim, actor_id=None, now=NOW),
        lambda claim, by: reject(claim, [RejectionReason.NOT_CONFIRMED], officer_id=by, now=NOW),
        lambda claim, by: reject(claim, [RejectionReason.NO_ANSWER], officer_id=by, now=NOW),
    ],
    ids=["withdrawn", "rejected", "lapsed"],
)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_first_is_judged_alone_when_the_second_is_over(
    two: Two, officer_id: int, order: tuple[int, int], leave: Callable[[Claim, int], Claim]
) -> None:
    first, second = (two[number] for number in order)
    corrected(first)

    leave(second, officer_id)

    first.refresh_from_db()
    assert (first.state, first.leads_visit) == (ClaimState.FILED, True)
    assert approve(first, officer_id=officer_id, now=NOW).state == ClaimState.APPROVED


def test_claim_that_waits_is_not_approved(two: Two, officer_id: int) -> None:
    first = corrected(two[0])

    with pytest.raises(RefusedError) as error:
        approve(first, officer_id=officer_id, now=NOW)
    assert error.value.decision.reasons == (Reason.WRONG_STATE,)


def test_claim_that_waits_can_be_returned_rejected_and_withdrawn(two: Two, officer_id: int) -> None:
    first = corrected(two[0])
    again = return_for_correction(first, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)
    assert again.state == ClaimState.RETURNED

    corrected(again)
    assert withdraw(again, actor_id=None, now=NOW).state == ClaimState.WITHDRAWN
    assert corrected(two[1], day=VISIT_DAY).state == ClaimState.FILED


def test_first_waits_though_its_times_meet_the_returned_ones(two: Two) -> None:
    assert corrected(two[0], day=VISIT_DAY).state == ClaimState.WAITING


def test_one_returned_claim_is_judged_on_the_one_that_stands(supporter: Supporter, officer_id: int) -> None:
    first = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), first)
    return_for_correction(first, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)

    with pytest.raises(RefusedError) as error:
        corrected(first)
    assert error.value.decision.reasons == (Reason.TIMES_APART,)
