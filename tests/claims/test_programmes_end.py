"""A visit over the midnight between two programmes (P1, C1): the day of its first start decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from claims.actions import resend, return_for_correction, withdraw
from claims.enums import ReturnReason
from claims.models import Claim, Visit
from claims.rules import Interval
from network.models import ConsulteeCode, Programme, Supporter
from portal.dates import TOKYO
from tests.claims.made import a_claim, a_code
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
