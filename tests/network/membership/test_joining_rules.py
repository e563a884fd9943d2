"""Whether two records can become one, whose network ID stays, and which login."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from network.membership.joining.rules import Login, Reason, Record, judge_joining, older, staying_login
from portal.refusals import Decision

THEN = datetime(2025, 4, 1, tzinfo=UTC)
LATER = THEN + timedelta(days=1)

SETTLED = Login(1, THEN)
YOUNGER = Login(2, LATER)
LISTED = Record(11, THEN)
REGISTERED = Record(12, LATER)
SOMEBODY_ELSE = 99


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LISTED, REGISTERED),
        (replace(LISTED, registered_at=LATER, is_on_paper=True), replace(REGISTERED, registered_at=THEN)),
        (replace(LISTED, is_on_paper=True), replace(REGISTERED, is_on_paper=True)),
        (replace(LISTED, registered_at=LATER), REGISTERED),
        # Nothing else makes a record older.
        (replace(LISTED, has_left=True), replace(REGISTERED, login=SETTLED)),
    ],
    ids=["earlier day", "on paper, whatever day", "both on paper", "lower number on the same day", "left"],
)
def test_older_record_gives_the_network_id(one: Record, other: Record) -> None:
    assert [older(one, other), older(other, one)] == [one, one]


@pytest.mark.parametrize(
    ("staying", "going"),
    [
        (SETTLED, YOUNGER),
        (replace(YOUNGER, is_proven=True), SETTLED),
        (replace(YOUNGER, is_of_the_office=True), replace(SETTLED, is_proven=True)),
        (replace(SETTLED, is_proven=True), replace(YOUNGER, is_proven=True)),
        (replace(YOUNGER, is_proven=True, is_of_the_office=True), replace(SETTLED, is_of_the_office=True)),
        (SETTLED, replace(YOUNGER, since=THEN)),
        (replace(SETTLED, is_changing_address=True), YOUNGER),
    ],
    ids=["settled", "proven", "of the office", "both proven", "both of the office", "lower number", "changing address"],
)
def test_login_stays(staying: Login, going: Login) -> None:
    assert [staying_login(staying, going), staying_login(going, staying)] == [staying, staying]


def test_only_login_stays() -> None:
    assert [staying_login(SETTLED, None), staying_login(None, SETTLED), staying_login(None, None)] == [
        SETTLED,
        SETTLED,
        None,
    ]


def judged(one: Record, other: Record) -> list[Decision]:
    """By somebody else, with the same accounts, while no import is at work; whichever is named first."""
    return [
        judge_joining(*pair, by_id=SOMEBODY_ELSE, accounts_differ=False, is_import_at_work=False)
        for pair in ((one, other), (other, one))
    ]


COLLEAGUE = Login(3, THEN, is_of_the_office=True)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (LISTED, REGISTERED, ()),
        (LISTED, replace(REGISTERED, login=YOUNGER), ()),
        (replace(LISTED, login=SETTLED), replace(REGISTERED, login=YOUNGER), ()),
        (LISTED, LISTED, (Reason.SAME_RECORD,)),
        (replace(LISTED, has_left=True), REGISTERED, (Reason.HAS_LEFT,)),
        (replace(LISTED, has_left=True), replace(REGISTERED, has_left=True), (Reason.HAS_LEFT,)),
        (LISTED, replace(REGISTERED, login=Login(SOMEBODY_ELSE, THEN)), (Reason.OWN_RECORD,)),
        (
            replace(LISTED, login=SETTLED),
            replace(REGISTERED, login=Login(SOMEBODY_ELSE, THEN)),
            (Reason.OWN_RECORD,),
        ),
        (LISTED, replace(REGISTERED, login=COLLEAGUE), ()),
        (replace(LISTED, login=SETTLED), replace(REGISTERED, login=COLLEAGUE), ()),
        (
            replace(LISTED, login=COLLEAGUE),
            replace(REGISTERED, login=replace(COLLEAGUE, user_id=4)),
            (Reason.TWO_COLLEAGUES,),
        ),
        (
            replace(LISTED, login=SETTLED),
            replace(REGISTERED, login=replace(YOUNGER, is_changing_address=True)),
            (Reason.ADDRESS_IS_CHANGING,),
        ),
    ],
)
def test_two_records_become_one_unless(one: Record, other: Record, reasons: tuple[Reason, ...]) -> None:
    assert judged(one, other) == [Decision(reasons)] * 2


@pytest.mark.parametrize(
    ("accounts_differ", "is_import_at_work", "reasons"),
    [
        (False, False, ()),
        (True, False, (Reason.ACCOUNTS_DIFFER,)),
        (False, True, (Reason.IMPORT_AT_WORK,)),
    ],
)
def test_two_records_stay_two_while(
    accounts_differ: bool, is_import_at_work: bool, reasons: tuple[Reason, ...]
) -> None:
    assert judge_joining(
        LISTED,
        REGISTERED,
        by_id=SOMEBODY_ELSE,
        accounts_differ=accounts_differ,
        is_import_at_work=is_import_at_work,
    ) == Decision(reasons)


def test_everything_in_the_way_is_told_at_once() -> None:
    own = Login(SOMEBODY_ELSE, THEN, is_of_the_office=True, is_changing_address=True)
    record = replace(LISTED, has_left=True, login=own)

    assert judge_joining(record, record, by_id=SOMEBODY_ELSE, accounts_differ=True, is_import_at_work=True) == Decision(
        (
            Reason.SAME_RECORD,
            Reason.HAS_LEFT,
            Reason.OWN_RECORD,
            Reason.ACCOUNTS_DIFFER,
            Reason.TWO_COLLEAGUES,
            Reason.ADDRESS_IS_CHANGING,
            Reason.IMPORT_AT_WORK,
        )
    )
