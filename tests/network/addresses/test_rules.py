from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.enums import AddressChangeState
from network.rules import proving
from network.rules.addresses import AddressReason, judge_asking, judge_desk, judge_link, judge_undoing, undo_ends
from network.rules.proving import Proof
from portal.dates import TOKYO

NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
STATES = list(AddressChangeState)


@dataclass
class Change:
    state: str = AddressChangeState.ASKED
    is_silent: bool = False
    asked_at: datetime = NOW
    changed_at: datetime = NOW
    in_effect_at: datetime | None = None


@pytest.mark.parametrize("state", STATES)
def test_link_confirms_only_what_was_asked_for(state: str) -> None:
    assert judge_link(Change(state), is_taken=False, is_active=True, now=NOW).is_allowed is (state == "asked")


@pytest.mark.parametrize("state", STATES)
def test_office_confirms_only_what_waits_for_it(state: str) -> None:
    assert judge_desk(Change(state), is_taken=False, is_active=True, now=NOW).is_allowed is (state == "at_desk")


def test_all_reasons_are_told_at_once() -> None:
    assert judge_link(Change("undone"), is_taken=True, is_active=False, now=NOW).reasons == (
        AddressReason.WRONG_STATE,
        AddressReason.TAKEN,
        AddressReason.CLOSED,
    )
    assert judge_asking(is_own=True, is_active=False).reasons == (AddressReason.IS_OWN, AddressReason.CLOSED)


@given(st.integers(0, 200 * 3600))
def test_change_can_be_undone_for_72_hours_and_not_a_second_longer(seconds: int) -> None:
    change = Change("in_effect", in_effect_at=NOW)

    decision = judge_undoing(change, is_active=True, now=NOW + timedelta(seconds=seconds))

    assert decision.reasons == (() if seconds < 72 * 3600 else (AddressReason.TOO_LATE,))


@given(st.timedeltas(timedelta(), timedelta(days=400)))
def test_time_does_not_run_before_the_change_is_in_effect(passed: timedelta) -> None:
    assert undo_ends(Change()) is None
    assert judge_undoing(Change(), is_active=True, now=NOW + passed).is_allowed


PASSWORD_AGAIN = {"method": "password", "reauthenticated": True}
APP_AGAIN = {"method": "mfa", "reauthenticated": True}
CODE = {"method": Proof.MAIL, "email": "lan@example.org"}


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (PASSWORD_AGAIN, {Proof.PASSWORD}),
        (APP_AGAIN, {Proof.APP}),
        (CODE, {Proof.MAIL}),
        ({"method": "code", "email": "lan@example.org"}, set()),
        ({"method": "password"}, set()),
        ({"method": "mfa"}, set()),
        ({**CODE, "email": "new@example.org"}, set()),
        ({"method": "password_reset", "reauthenticated": True}, set()),
    ],
)
def test_what_a_record_of_allauth_shows(record: dict[str, object], shown: set[Proof]) -> None:
    fresh = {**record, "at": NOW.timestamp()}

    assert proving.shown([fresh], address="lan@example.org", now=NOW) == shown
    assert proving.shown([fresh], address="lan@example.org", now=NOW + timedelta(minutes=10)) == frozenset()


@pytest.mark.parametrize(
    ("proofs", "without_an_app", "with_an_app", "is_strong"),
    [
        (set(), False, False, False),
        ({Proof.MAIL}, True, False, False),
        ({Proof.PASSWORD}, True, True, True),
        ({Proof.APP}, True, True, True),
    ],
)
def test_what_is_enough(proofs: set[Proof], without_an_app: bool, with_an_app: bool, is_strong: bool) -> None:
    assert [proving.is_enough(proofs, has_app=has_app) for has_app in (False, True)] == [without_an_app, with_an_app]
    assert proving.is_strong(proofs) is is_strong


DAY = timedelta(hours=24)


@given(st.timedeltas(timedelta(), 3 * DAY))
def test_password_is_settled_after_a_day(age: timedelta) -> None:
    assert proving.settled({Proof.PASSWORD: [NOW - age]}, now=NOW) == ({Proof.PASSWORD} if age >= DAY else set())


@pytest.mark.parametrize(
    ("since", "settled"),
    [
        ([], set()),
        ([None], {Proof.APP}),
        ([NOW - DAY, NOW - 9 * DAY], {Proof.APP}),
        ([NOW - 9 * DAY, NOW], set()),
    ],
    ids=["nothing", "of unknown age", "old", "codes made anew"],
)
def test_app_is_as_young_as_its_newest_part(since: list[datetime | None], settled: set[Proof]) -> None:
    assert proving.settled({Proof.APP: since}, now=NOW) == settled
