"""A visit over the midnight between two programmes (P1, C1): the day of its first start decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from claims.actions import resend, return_for_correction, withdraw
from claims.enums import ReturnReason
from claims.models import Claim, Visit
from claims.rules import Interval, Reason
from network.models import ConsulteeCode, Programme, Supporter
from portal.dates import TOKYO
from portal.refusals import RefusedError
from tests.claims.made import DETAILS, a_claim, a_code
from tests.factories import ProgrammeFactory, SupporterFactory, UserFactory

NOW = datetime(2026, 3, 5, 12, tzinfo=TOKYO)
LAST_DAY, FIRST_DAY = date(2026, 2, 28), date(2026, 3, 1)
MIDNIGHT = datetime(2026, 3, 1, tzinfo=TOKYO)
BEFORE = Interval(MIDNIGHT - timedelta(minutes=30), MIDNIGHT + timedelta(minutes=90))
AFTER = Interval(MIDNIGHT + timedelta(minutes=10), MIDNIGHT + timedelta(minutes=130))


@pytest.fixture
def ended(programme: Programme) -> Programme:
    made: Programme = ProgrammeFactory(starts_on=date(2025, 3, 1), ends_on=LAST_DAY)
    return made


@pytest.fixture
def code() -> ConsulteeCode:
    return a_code()


def somebody() -> Supporter:
    made: Supporter = SupporterFactory(experienced=True)
    return made


def stands(visit: Visit) -> tuple[date, int, int | None]:
    visit.refresh_from_db()
    return visit.day, visit.programme_id, visit.slot


@pytest.mark.parametrize("order", [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_both_may_claim_in_either_order(ended: Programme, code: ConsulteeCode, order: tuple[Interval, ...]) -> None:
    first, second = (a_claim(somebody(), code, own, now=NOW) for own in order)

    assert first.visit == second.visit
    assert stands(first.visit) == (LAST_DAY, ended.pk, 1)


def test_claim_is_spoken_of_by_the_day_of_its_own_start(client: Client, ended: Programme, code: ConsulteeCode) -> None:
    a_claim(somebody(), code, BEFORE, now=NOW)
    own = a_claim(somebody(), code, AFTER, now=NOW)
    client.force_login(own.supporter.user)

    with time_machine.travel(NOW, tick=False):
        pages = [client.get(page).text for page in ("/en/claims/", f"/en/claims/{own.reference}/", "/en/my/")]

    assert ["Sunday, 1 March 2026" in page for page in pages] == [True] * 3
    assert ["Saturday, 28 February 2026" in page for page in pages] == [False] * 3


def test_visit_goes_with_its_day_when_who_began_earlier_withdraws(
    programme: Programme, ended: Programme, code: ConsulteeCode
) -> None:
    first, second = (a_claim(somebody(), code, own, now=NOW) for own in (BEFORE, AFTER))

    withdraw(first, actor_id=None, now=NOW)

    assert stands(second.visit) == (FIRST_DAY, programme.pk, 1)


@pytest.mark.parametrize(("filed", "corrected"), [(AFTER, BEFORE), (BEFORE, AFTER)])
def test_who_joined_corrects_over_the_end_of_a_programme(
    ended: Programme, code: ConsulteeCode, filed: Interval, corrected: Interval
) -> None:
    standing = Interval(AFTER.start, AFTER.end - timedelta(minutes=10))
    first = a_claim(somebody(), code, standing, now=NOW)
    second = a_claim(somebody(), code, filed, now=NOW)
    return_for_correction(second, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)

    resend(second, corrected, actor_id=None, now=NOW)

    assert stands(first.visit)[0] == (LAST_DAY if corrected == BEFORE else FIRST_DAY)
    assert {claim.visit_id for claim in Claim.objects.all()} == {first.visit_id}


def beyond_the_limit(code: ConsulteeCode) -> Claim:
    """Returned. Its visit has moved to a programme in which the person has three already."""
    first, second = (a_claim(somebody(), code, own, now=NOW) for own in (BEFORE, AFTER))
    for hours in (24, 48, 72):
        start = MIDNIGHT + timedelta(hours=hours)
        a_claim(somebody(), code, Interval(start, start + timedelta(hours=1)), now=NOW)
    withdraw(first, actor_id=None, now=NOW)
    return return_for_correction(second, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)


def test_claim_of_a_visit_beyond_the_limit_can_be_corrected(ended: Programme, code: ConsulteeCode) -> None:
    claim = beyond_the_limit(code)

    resend(claim, Interval(AFTER.start, AFTER.end - timedelta(minutes=5)), details=DETAILS, actor_id=None, now=NOW)

    claim.refresh_from_db()
    assert (claim.state, claim.minutes, claim.visit.over_limit) == ("filed", 115, True)


def test_claim_of_a_visit_beyond_the_limit_makes_no_fourth_of_another_person(
    ended: Programme, code: ConsulteeCode
) -> None:
    claim, other = beyond_the_limit(code), a_code()
    for hours in (24, 48, 72):
        start = MIDNIGHT + timedelta(hours=hours)
        a_claim(somebody(), other, Interval(start, start + timedelta(hours=1)), now=NOW)

    with pytest.raises(RefusedError) as error:
        resend(claim, AFTER, code=other, details=DETAILS, actor_id=None, now=NOW)

    assert error.value.decision.reasons == (Reason.CONSULTEE_LIMIT,)


def test_visit_beyond_the_limit_is_joined_by_nobody(ended: Programme, code: ConsulteeCode) -> None:
    claim = beyond_the_limit(code)

    with pytest.raises(RefusedError) as error:
        a_claim(somebody(), code, AFTER, now=NOW)

    assert error.value.decision.reasons == (Reason.CONSULTEE_LIMIT,)
    assert claim.visit.claims.live().count() == 1


def test_visits_beside_one_beyond_the_limit_are_corrected_and_joined(ended: Programme, code: ConsulteeCode) -> None:
    beyond_the_limit(code)
    first = Claim.objects.live().filter(visit__slot=1).get()
    return_for_correction(first, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)
    own = Interval(first.starts_at, first.ends_at + timedelta(minutes=60))

    resend(first, own, details=DETAILS, actor_id=None, now=NOW)

    assert a_claim(somebody(), code, own, now=NOW).visit == first.visit
    assert first.visit.claims.live().count() == 2


def test_visit_that_finds_no_slot_on_its_day_counts_beyond_the_limit(
    programme: Programme, ended: Programme, code: ConsulteeCode
) -> None:
    first, second = (a_claim(somebody(), code, own, now=NOW) for own in (BEFORE, AFTER))
    for hours in (24, 48, 72):
        start = MIDNIGHT + timedelta(hours=hours)
        a_claim(somebody(), code, Interval(start, start + timedelta(hours=1)), now=NOW)

    withdraw(first, actor_id=None, now=NOW)

    assert stands(second.visit) == (FIRST_DAY, programme.pk, None)
    assert (second.visit.over_limit, Claim.objects.live().filter(visit=second.visit).count()) == (True, 1)
