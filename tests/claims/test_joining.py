"""C7: accompaniments of one consultee that overlap in time are one visit, by whatever way they are filed."""

from __future__ import annotations

from datetime import date

import pytest

from claims.actions import file_claim, join_visit, reject, resend, return_for_correction, withdraw
from claims.enums import RejectionReason, ReturnReason
from claims.models import Claim, Visit
from claims.rules import Reason
from network.models import ConsulteeCode, Supporter
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from tests.claims.made import DETAILS, NOW, VISIT_DAY, a_claim, a_code, at, lasting
from tests.factories import SupporterFactory, UserFactory

EVE = date(2026, 5, 13)


def another() -> Supporter:
    return SupporterFactory(experienced=True)


def returned(claim: Claim) -> Claim:
    return return_for_correction(claim, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)


def corrected(claim: Claim, *, start: int, code: ConsulteeCode | None = None) -> Claim:
    return resend(claim, lasting(at(start)), code=code, details=DETAILS, actor_id=None, now=NOW)


def reasons_of(error: pytest.ExceptionInfo[RefusedError]) -> tuple[Reason, ...]:
    return error.value.decision.reasons


@pytest.fixture
def code(supporter: Supporter) -> ConsulteeCode:
    return a_code()


def test_same_code_and_time_join_the_visit(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)

    second = a_claim(another(), code, lasting(at(11), minutes=60))

    assert (second.visit_id, second.place, second.opened_visit, second.leads_visit) == (first.visit_id, 2, False, False)


def test_another_code_of_the_same_person_joins_too(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)
    other = a_code()
    ConsulteeCode.objects.filter(pk=other.pk).update(consultee=code.consultee)
    other.refresh_from_db()

    assert a_claim(another(), other).visit_id == first.visit_id


def test_times_that_only_touch_are_two_visits(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)

    assert a_claim(another(), code, lasting(at(11, 30))).visit_id != first.visit_id


def test_visit_keeps_what_its_opener_told(supporter: Supporter, code: ConsulteeCode) -> None:
    a_claim(supporter, code)
    file_claim(another(), code, DETAILS.__class__("01", "court", "labour", "ja"), lasting(), now=NOW)

    assert Visit.objects.values_list("prefecture", "errand").get() == (DETAILS.prefecture, DETAILS.errand)


def test_full_visit_is_refused_with_all_reasons(supporter: Supporter, code: ConsulteeCode) -> None:
    a_claim(supporter, code)
    a_claim(another(), code)

    with pytest.raises(RefusedError) as error:
        a_claim(SupporterFactory(), code, lasting(minutes=59))
    assert reasons_of(error) == (Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED, Reason.TOO_SHORT, Reason.VISIT_FULL)


def test_joining_the_third_visit_of_a_person_takes_no_slot(supporter: Supporter, code: ConsulteeCode) -> None:
    for hour in (1, 4, 7):
        a_claim(supporter, code, lasting(at(hour)))

    assert a_claim(another(), code, lasting(at(7))).visit.slot == 3


def test_time_that_meets_two_visits_is_refused(supporter: Supporter, code: ConsulteeCode) -> None:
    a_claim(supporter, code, lasting(at(7)))
    a_claim(another(), code, lasting(at(9)))

    with pytest.raises(RefusedError) as error:
        a_claim(another(), code, lasting(at(8), hours=2))
    assert reasons_of(error) == (Reason.MEETS_ANOTHER_VISIT,)


def test_visit_code_does_not_lead_past_another_visit_of_that_time(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code, lasting(at(7)))
    a_claim(another(), code, lasting(at(9)))

    with pytest.raises(RefusedError) as error:
        join_visit(another(), first.visit, lasting(at(8), hours=2), now=NOW)
    assert reasons_of(error) == (Reason.MEETS_ANOTHER_VISIT,)


def test_visit_code_leads_past_times_that_the_office_has_returned(supporter: Supporter, code: ConsulteeCode) -> None:
    first = returned(a_claim(supporter, code, lasting(at(10, day=EVE))))

    second = join_visit(another(), first.visit, lasting(at(10), hours=2), now=NOW)

    assert (second.visit, second.place, second.state) == (first.visit, 2, "filed")
    assert Visit.objects.get().day == VISIT_DAY
    assert corrected(first, start=11).state == "filed"


def test_visit_code_leads_nobody_past_times_that_stand(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code, lasting(at(10, day=EVE)))

    with pytest.raises(RefusedError) as error:
        join_visit(another(), first.visit, lasting(at(10)), now=NOW)
    assert reasons_of(error) == (Reason.TIMES_APART,)


def test_who_is_asked_to_correct_keeps_the_place(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code, lasting(at(10, day=EVE)))
    second = join_visit(another(), first.visit, lasting(at(10, day=EVE)), now=NOW)
    for claim in (first, second):
        returned(claim)

    refused = []
    for whose in (another(), supporter):
        with pytest.raises(RefusedError) as error:
            join_visit(whose, first.visit, lasting(at(10)), now=NOW)
        refused.append(reasons_of(error))

    assert refused == [(Reason.VISIT_FULL,), (Reason.VISIT_FULL, Reason.ALREADY_CLAIMED)]


def test_opener_is_told_that_somebody_joined(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)
    second = a_claim(another(), code)

    mails = OutboxMail.objects.filter(recipient=supporter.user).values_list("kind", "reference")
    assert list(mails) == [("claims.news", first.reference)] * 2
    assert [entry.verb for entry in first.decisions.all()] == ["filed", "joined"]
    assert [entry.verb for entry in second.decisions.all()] == ["filed"]


def test_joiner_leads_the_visit_after_the_openers_withdrawal(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)
    second = a_claim(another(), code)

    withdraw(first, actor_id=supporter.user_id, now=NOW)
    resent = corrected(returned(second), start=8)

    assert (resent.leads_visit, resent.visit.day, resent.visit.slot) == (True, VISIT_DAY, 1)
    first.refresh_from_db()
    assert first.leads_visit is False


def test_joiner_leads_the_visit_after_the_openers_rejection(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code)
    second = a_claim(another(), code)

    reject(first, [RejectionReason.NOT_CONFIRMED], officer_id=UserFactory().pk, now=NOW)

    assert list(Claim.objects.filter(leads_visit=True)) == [second]


def test_day_of_the_visit_goes_back_when_the_earlier_one_withdraws(supporter: Supporter, code: ConsulteeCode) -> None:
    first = a_claim(supporter, code, lasting(at(0, 30), hours=2))
    other = another()
    second = a_claim(other, code, lasting(at(23, day=EVE), hours=3))
    assert Visit.objects.get().day == EVE

    withdraw(second, actor_id=other.user_id, now=NOW)

    first.visit.refresh_from_db()
    assert first.visit.day == VISIT_DAY


def test_day_of_the_visit_goes_back_when_the_earlier_one_is_corrected(
    supporter: Supporter, code: ConsulteeCode
) -> None:
    first = a_claim(supporter, code, lasting(at(23, day=EVE), hours=3))
    a_claim(another(), code, lasting(at(0, 30), hours=2))

    resend(returned(first), lasting(at(1)), details=DETAILS, actor_id=None, now=NOW)

    assert Visit.objects.get().day == VISIT_DAY


def test_correction_that_meets_another_visit_joins_it(supporter: Supporter, code: ConsulteeCode) -> None:
    mistaken = returned(a_claim(supporter, code, lasting(at(7))))
    there = a_claim(another(), code, lasting(at(9)))

    moved = corrected(mistaken, start=9)

    assert (moved.visit_id, moved.place, moved.leads_visit, moved.opened_visit) == (there.visit_id, 2, False, False)
    assert list(Visit.objects.live()) == [there.visit]
    assert [entry.verb for entry in there.decisions.all()] == ["filed", "joined"]


def test_correction_of_the_code_joins_the_visit_of_that_person(supporter: Supporter, code: ConsulteeCode) -> None:
    there = a_claim(another(), code)
    mistaken = returned(a_claim(supporter))

    assert corrected(mistaken, start=10, code=code).visit_id == there.visit_id


def test_correction_that_meets_a_full_visit_is_refused(supporter: Supporter, code: ConsulteeCode) -> None:
    mistaken = returned(a_claim(supporter, code, lasting(at(7))))
    for _number in range(2):
        a_claim(another(), code, lasting(at(9)))

    with pytest.raises(RefusedError) as error:
        corrected(mistaken, start=9)
    assert reasons_of(error) == (Reason.VISIT_FULL,)


def test_two_of_one_visit_are_not_corrected_into_another(supporter: Supporter, code: ConsulteeCode) -> None:
    mistaken = a_claim(supporter, code, lasting(at(7), hours=2))
    a_claim(another(), code, lasting(at(7), hours=2))
    a_claim(another(), code, lasting(at(9)))

    with pytest.raises(RefusedError) as error:
        resend(returned(mistaken), lasting(at(8), hours=2), details=DETAILS, actor_id=None, now=NOW)
    assert reasons_of(error) == (Reason.MEETS_ANOTHER_VISIT,)


def test_other_supporters_times_count_where_the_code_is_corrected(supporter: Supporter, code: ConsulteeCode) -> None:
    mistaken = a_claim(supporter)
    join_visit(another(), mistaken.visit, lasting(at(11), hours=3), now=NOW)
    a_claim(another(), code, lasting(at(13)))

    with pytest.raises(RefusedError) as error:
        corrected(returned(mistaken), start=10, code=code)
    assert reasons_of(error) == (Reason.MEETS_ANOTHER_VISIT,)
