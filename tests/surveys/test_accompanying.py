"""Who may accompany (C2): one rule, as a decision and as a condition on a list."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from network.models import Supporter
from surveys.facts import Companion, may_accompany, who_may_accompany
from surveys.models import Qualification
from surveys.rules import Reason, judge_accompanying
from tests.factories import SupporterFactory
from tests.queries import counted


@pytest.mark.parametrize(
    ("who", "reasons"),
    [
        (Companion(has_left=False, is_experienced=True, is_qualified=False), ()),
        (Companion(has_left=False, is_experienced=False, is_qualified=True), ()),
        (
            Companion(has_left=False, is_experienced=False, is_qualified=False),
            (Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED,),
        ),
        (Companion(has_left=True, is_experienced=True, is_qualified=True), (Reason.HAS_LEFT,)),
        (
            Companion(has_left=True, is_experienced=False, is_qualified=False),
            (Reason.HAS_LEFT, Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED),
        ),
    ],
)
def test_experience_or_the_course_lets_somebody_accompany_until_they_leave(
    who: Companion, reasons: tuple[Reason, ...]
) -> None:
    assert judge_accompanying(who).reasons == reasons


@pytest.mark.django_db
def test_list_leaves_whom_the_rule_lets_accompany() -> None:
    days = (None, date(2026, 1, 1))
    for is_declared, confirmed_on, left_on, is_qualified in product((False, True), days, days, (False, True)):
        supporter = SupporterFactory(
            has_declared_experience=is_declared, experience_confirmed_on=confirmed_on, left_on=left_on
        )
        if is_qualified:
            Qualification.objects.create(supporter=supporter, qualified_on=date(2026, 2, 2))

    listed = set(Supporter.objects.registered().filter(who_may_accompany()))

    assert len(listed) == 7
    assert listed == {supporter for supporter in Supporter.objects.all() if may_accompany(supporter)}


@pytest.mark.django_db
def test_only_of_whom_it_depends_on_is_the_course_asked_for() -> None:
    newcomer, experienced = SupporterFactory(), SupporterFactory(experienced=True)
    gone = SupporterFactory(left_on=date(2026, 1, 1))
    asked = []
    for supporter in (newcomer, experienced, gone):
        with counted() as queries:
            may_accompany(supporter)
        asked.append(len(queries))

    assert asked == [1, 0, 0]
