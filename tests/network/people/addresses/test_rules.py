from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people.addresses.enums import AddressChangeState
from network.people.addresses.rules import (
    LINK_LIVES,
    AddressReason,
    Ending,
    judge_asking,
    judge_desk,
    judge_ending,
    judge_link,
    judge_refusal,
    judge_undoing,
    state_at,
    undo_ends,
    waits_until,
)
from network.people.rules import proving
from network.people.rules.proving import Proof
from portal.dates import TOKYO
from portal.refusals import Decision

NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
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


def test_what_is_open_waits_until() -> None:
    asked = Change("asked", asked_at=NOW, changed_at=NOW + HOUR)
    at_desk = Change("at_desk", asked_at=NOW, changed_at=NOW + HOUR)

    assert waits_until(asked) == NOW + timedelta(hours=25)
    assert waits_until(at_desk) == NOW + HOUR + timedelta(days=14)


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("asked", "at_desk")])
def test_what_is_closed_waits_for_nothing(state: str) -> None:
    assert waits_until(Change(state, in_effect_at=NOW)) is None
    assert state_at(Change(state, in_effect_at=NOW), NOW + timedelta(days=400)) == state


@pytest.mark.parametrize(("state", "waits"), [("asked", timedelta(hours=25)), ("at_desk", timedelta(days=14))])
def test_what_is_open_lapses_at_the_very_end_of_its_time(state: str, waits: timedelta) -> None:
    change = Change(state)

    assert state_at(change, NOW + waits - INSTANT) == state
    assert state_at(change, NOW + waits) == "lapsed"


def test_link_lives_for_an_hour_from_its_sending() -> None:
    assert LINK_LIVES == HOUR


@pytest.mark.parametrize("state", STATES)
def test_office_refuses_what_is_open_or_has_lapsed(state: str) -> None:
    reasons = () if state in ("asked", "at_desk", "lapsed") else (AddressReason.WRONG_STATE,)

    assert judge_refusal(Change(state)) == Decision(reasons)


@pytest.mark.parametrize("state", STATES)
def test_owner_undoes_what_was_asked_has_lapsed_or_is_in_effect(state: str) -> None:
    reasons = () if state in ("asked", "lapsed", "in_effect") else (AddressReason.WRONG_STATE,)

    assert judge_undoing(Change(state), is_active=True, now=NOW) == Decision(reasons)


@pytest.mark.parametrize(
    ("passed", "reasons"),
    [(72 * HOUR - INSTANT, ()), (72 * HOUR, (AddressReason.TOO_LATE,))],
)
def test_change_can_be_undone_until_the_last_instant(passed: timedelta, reasons: tuple[AddressReason, ...]) -> None:
    change = Change("in_effect", in_effect_at=NOW)

    assert judge_undoing(change, is_active=True, now=NOW + passed) == Decision(reasons)


def test_everything_against_undoing_is_told_at_once() -> None:
    change = Change("undone", in_effect_at=NOW)

    assert judge_undoing(change, is_active=False, now=NOW + 72 * HOUR) == Decision(
        (AddressReason.WRONG_STATE, AddressReason.TOO_LATE, AddressReason.CLOSED)
    )


# Leaving the network, and having all erased


def test_nothing_keeps_whoever_has_changed_no_address() -> None:
    assert judge_ending([], now=NOW) == Ending()
    assert judge_ending([], now=NOW, is_import_at_work=True) == Ending((AddressReason.IMPORT_AT_WORK,))


def test_nobody_leaves_until_the_last_change_can_be_undone_no_more() -> None:
    older, newer = Change("in_effect", in_effect_at=NOW), Change("in_effect", in_effect_at=NOW + HOUR)
    end = NOW + 73 * HOUR

    for changes in ([older, newer], [newer, older]):
        for now in (NOW + HOUR, end - INSTANT):
            assert judge_ending(changes, now=now) == Ending((AddressReason.CAN_BE_UNDONE,), possible_from=end)
        assert judge_ending(changes, now=end) == Ending()


@pytest.mark.parametrize("state", STATES)
def test_nobody_leaves_while_a_silent_change_is_open(state: str) -> None:
    reasons = (AddressReason.NOBODY_IS_TOLD,) if state in ("asked", "at_desk") else ()

    assert judge_ending([Change(state, is_silent=True), Change("asked")], now=NOW) == Ending(reasons)


def test_change_that_the_old_mailbox_hears_of_keeps_nobody_while_it_is_open() -> None:
    assert judge_ending([Change("asked"), Change("at_desk")], now=NOW) == Ending()


def test_silent_change_keeps_nobody_once_it_has_lapsed() -> None:
    assert judge_ending([Change("asked", is_silent=True)], now=NOW + timedelta(hours=25)) == Ending()


def test_everything_against_leaving_is_told_at_once_and_no_time_brings_it() -> None:
    changes = [Change("at_desk", is_silent=True), Change("in_effect", in_effect_at=NOW)]

    assert judge_ending(iter(changes), now=NOW, is_import_at_work=True) == Ending(
        (AddressReason.NOBODY_IS_TOLD, AddressReason.CAN_BE_UNDONE, AddressReason.IMPORT_AT_WORK), possible_from=None
    )


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
