from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from claims.actions import approve, reject, resend, return_for_correction, withdraw
from claims.enums import ClaimState, RejectionReason, ReturnReason
from claims.models import Claim, PaymentBatch, Visit
from claims.rules import Reason
from network.models import Programme, Supporter
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from surveys.models import Qualification
from tests.claims.made import (
    DETAILS,
    NOW,
    a_claim,
    a_code,
    a_joined_claim,
    a_returned_claim,
    at,
    lasting,
)
from tests.factories import SupporterFactory

LATER = NOW + timedelta(days=3)
NOT_CONFIRMED = [RejectionReason.NOT_CONFIRMED]
TIMES = [ReturnReason.TIMES_UNCLEAR]


def reasons_of(act: Callable[[], object]) -> tuple[Reason, ...]:
    with pytest.raises(RefusedError) as error:
        act()
    return error.value.decision.reasons


def kinds_of_mail() -> int:
    return OutboxMail.objects.filter(kind="claims.news").count()


def test_approving_is_remembered_and_told(supporter: Supporter, officer_id: int) -> None:
    claim = approve(a_claim(supporter), officer_id=officer_id, now=LATER)

    assert claim.state == ClaimState.APPROVED
    assert [(entry.verb, entry.actor_id) for entry in claim.decisions.all()] == [
        ("filed", supporter.user_id),
        ("approved", officer_id),
    ]
    assert kinds_of_mail() == 2


def test_declared_experience_is_not_enough_to_approve(programme: Programme, officer_id: int) -> None:
    claim = a_claim(SupporterFactory(declared=True))

    assert reasons_of(lambda: approve(claim, officer_id=officer_id, now=LATER)) == (Reason.EXPERIENCE_UNCONFIRMED,)
    assert Claim.objects.get().state == ClaimState.FILED


def test_first_approved_claim_confirms_experience(programme: Programme, officer_id: int) -> None:
    learner = SupporterFactory()
    Qualification.objects.create(supporter=learner, qualified_on=date(2026, 5, 1))

    approve(a_claim(learner), officer_id=officer_id, now=LATER)

    learner.refresh_from_db()
    assert learner.experience_confirmed_on == date(2026, 5, 18)


@pytest.mark.parametrize(
    "decide",
    [
        lambda claim, by: approve(claim, officer_id=by, now=LATER),
        lambda claim, by: reject(claim, NOT_CONFIRMED, officer_id=by, now=LATER),
        lambda claim, by: return_for_correction(claim, TIMES, officer_id=by, now=LATER),
    ],
)
def test_nobody_decides_an_own_claim(supporter: Supporter, decide: Callable[[Claim, int], Claim]) -> None:
    claim = a_claim(supporter)

    assert reasons_of(lambda: decide(claim, supporter.user_id)) == (Reason.OWN_CLAIM,)


def test_rejecting_frees_place_and_slot(supporter: Supporter, officer_id: int) -> None:
    claim = reject(a_claim(supporter), NOT_CONFIRMED, officer_id=officer_id, now=LATER)

    visit = Visit.objects.get()
    assert (claim.state, claim.place, visit.is_live, visit.slot) == (ClaimState.REJECTED, None, False, None)
    assert claim.decisions.last().reasons == ["not_confirmed"]


def test_rejecting_one_of_two_keeps_the_visit(supporter: Supporter, officer_id: int) -> None:
    first = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), first)

    reject(first, NOT_CONFIRMED, officer_id=officer_id, now=LATER)

    assert (Visit.objects.get().is_live, Visit.objects.get().slot) == (True, 1)


def test_returned_claim_keeps_place_and_slot(supporter: Supporter, officer_id: int) -> None:
    claim = a_returned_claim(supporter, officer_id)

    assert (claim.state, claim.place, claim.visit.slot) == (ClaimState.RETURNED, 1, 1)
    assert kinds_of_mail() == 2


def test_resent_claim_counts_from_its_first_arrival(supporter: Supporter, officer_id: int) -> None:
    claim = a_returned_claim(supporter, officer_id)

    resent = resend(
        claim, lasting(at(9), hours=3), details=DETAILS, actor_id=supporter.user_id, now=NOW + timedelta(days=60)
    )

    assert (resent.state, resent.amount, resent.filed_at) == (ClaimState.FILED, 8000, NOW)
    assert (resent.deadline, resent.pay_month) == (date(2026, 6, 14), date(2026, 6, 1))
    assert [entry.verb for entry in resent.decisions.all()] == ["filed", "returned", "resent"]


def test_resent_claim_is_judged_anew(supporter: Supporter, officer_id: int) -> None:
    claim = a_returned_claim(supporter, officer_id)

    assert reasons_of(
        lambda: resend(claim, lasting(at(11, 30), minutes=59), details=DETAILS, actor_id=None, now=LATER)
    ) == (Reason.TOO_SHORT,)
    assert Claim.objects.get().state == ClaimState.RETURNED


def test_corrected_code_moves_the_visit_to_a_slot_of_the_other_person(supporter: Supporter, officer_id: int) -> None:
    other = a_code()
    a_claim(supporter, other, lasting(at(10, day=date(2026, 5, 1))))
    claim = a_returned_claim(supporter, officer_id)

    resent = resend(claim, lasting(), code=other, details=DETAILS, actor_id=None, now=LATER)

    assert (resent.visit.consultee_id, resent.visit.consultee_code_id, resent.visit.slot) == (
        other.consultee_id,
        other.pk,
        2,
    )


def test_corrected_code_of_a_person_with_three_visits_is_refused(supporter: Supporter, officer_id: int) -> None:
    other = a_code()
    for number in (1, 2, 3):
        a_claim(supporter, other, lasting(at(10, day=date(2026, 5, number))))
    claim = a_returned_claim(supporter, officer_id)

    assert reasons_of(lambda: resend(claim, lasting(), code=other, details=DETAILS, actor_id=None, now=LATER)) == (
        Reason.CONSULTEE_LIMIT,
    )


def test_corrected_times_must_still_meet_the_other_supporters(supporter: Supporter, officer_id: int) -> None:
    first = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), first)
    return_for_correction(first, TIMES, officer_id=officer_id, now=LATER)

    assert reasons_of(lambda: resend(first, lasting(at(14)), details=DETAILS, actor_id=None, now=LATER)) == (
        Reason.TIMES_APART,
    )


def test_claim_that_was_not_returned_is_not_resent(supporter: Supporter) -> None:
    claim = a_claim(supporter)

    assert reasons_of(lambda: resend(claim, lasting(), actor_id=None, now=LATER)) == (Reason.WRONG_STATE,)


def test_approved_claim_can_be_withdrawn_until_its_batch_is_frozen(supporter: Supporter, officer_id: int) -> None:
    claim = approve(a_claim(supporter), officer_id=officer_id, now=LATER)
    batch = PaymentBatch.objects.create(pay_month=date(2026, 6, 1), frozen_at=LATER)
    Claim.objects.update(batch=batch)

    assert reasons_of(lambda: withdraw(claim, actor_id=supporter.user_id, now=LATER)) == (Reason.IN_FROZEN_BATCH,)
    PaymentBatch.objects.update(frozen_at=None)
    assert withdraw(claim, actor_id=supporter.user_id, now=LATER).state == ClaimState.WITHDRAWN


def test_withdrawing_sends_no_mail(supporter: Supporter) -> None:
    withdraw(a_claim(supporter), actor_id=supporter.user_id, now=LATER)

    assert kinds_of_mail() == 1


@pytest.mark.parametrize("state", [ClaimState.WITHDRAWN, ClaimState.REJECTED])
def test_claim_that_is_over_stays_so(supporter: Supporter, officer_id: int, state: ClaimState) -> None:
    claim = a_claim(supporter)
    if state == ClaimState.WITHDRAWN:
        withdraw(claim, actor_id=supporter.user_id, now=LATER)
    else:
        reject(claim, NOT_CONFIRMED, officer_id=officer_id, now=LATER)

    acts: list[Callable[[], object]] = [
        lambda: approve(claim, officer_id=officer_id, now=LATER),
        lambda: reject(claim, NOT_CONFIRMED, officer_id=officer_id, now=LATER),
        lambda: return_for_correction(claim, TIMES, officer_id=officer_id, now=LATER),
        lambda: withdraw(claim, actor_id=supporter.user_id, now=LATER),
    ]
    assert [reasons_of(act) for act in acts] == [(Reason.WRONG_STATE,)] * 4


def test_claim_that_went_to_another_visit_meanwhile_is_not_decided(supporter: Supporter, officer_id: int) -> None:
    shown, other = a_claim(supporter), a_claim(SupporterFactory(experienced=True))
    Claim.objects.filter(pk=shown.pk).update(visit=other.visit, place=2, leads_visit=False)

    assert reasons_of(lambda: approve(shown, officer_id=officer_id, now=LATER)) == (Reason.WRONG_STATE,)

    shown.refresh_from_db()
    assert (shown.state, shown.decisions.count()) == (ClaimState.FILED, 1)
