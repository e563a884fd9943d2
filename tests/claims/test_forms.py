from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from claims.actions import withdraw
from claims.forms import CodeForm, JoinForm, StartForm, TimesForm, VisitForm
from network.models import Supporter
from network.people.rules.codes import in_groups, make_code
from tests.claims.made import NOW, VISIT_DAY, a_claim, a_code, about_the_visit, at

pytestmark = pytest.mark.usefixtures("in_english")

NONSENSE = ["", "   ", "\x00", "🌸", "x" * 10_000, "\u202e", "' OR 1=1", "9" * 500, "２０２６"]

GUESSER = 1


def fields_with_errors(form: Any) -> list[str]:
    form.is_valid()
    return sorted(form.errors)


@pytest.mark.parametrize("typed", ["2026-05-14", "２０２６-０５-１４", " 2026/5/14 ", "2026.05.14", "2026年5月14日"])
def test_day_is_taken_as_people_type_it(typed: str) -> None:
    form = VisitForm(about_the_visit(day=typed))

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 5, 14)


@pytest.mark.parametrize("typed", [*NONSENSE, "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "14-05-2026"])
def test_day_that_is_none_is_an_error(typed: str) -> None:
    assert fields_with_errors(VisitForm(about_the_visit(day=typed))) == ["day"]


@pytest.mark.parametrize("typed", ["13:30", "１３：３０", " 13:30 ", "13:30:00", "13.30", "13時30分"])
def test_time_is_taken_as_people_type_it(typed: str) -> None:
    form = TimesForm({"start_time": typed, "end_time": "15:00"}, day=VISIT_DAY)

    assert form.is_valid()
    assert form.cleaned_data["start_time"] == time(13, 30)


@pytest.mark.parametrize("typed", [*NONSENSE, "24:00", "13:60", "-1:00"])
def test_time_that_is_none_is_an_error(typed: str) -> None:
    form = TimesForm({"start_time": typed, "end_time": "15:00"}, day=VISIT_DAY)

    assert fields_with_errors(form) == ["start_time"]


def test_visit_past_midnight_ends_on_the_day_that_is_given() -> None:
    form = TimesForm({"start_time": "22:00", "end_time": "01:30", "end_day": "2026-05-15"}, day=VISIT_DAY)

    assert form.is_valid()
    own = form.own()
    assert (own.start, own.end) == (at(22), at(1, 30, day=date(2026, 5, 15)))


def test_who_joins_gives_the_own_day() -> None:
    form = TimesForm({"start_day": "2026-05-15", "start_time": "00:30", "end_time": "02:00"})

    assert form.is_valid()
    assert form.own().start == at(0, 30, day=date(2026, 5, 15))


@pytest.mark.parametrize("name", ["prefecture", "errand", "field", "language"])
@pytest.mark.parametrize("typed", NONSENSE)
def test_closed_lists_take_nothing_else(name: str, typed: str) -> None:
    assert fields_with_errors(VisitForm(about_the_visit(**{name: typed}))) == [name]


@pytest.mark.parametrize("typed", [["unheard_of"], ["long_wait", "\x00"], ["x" * 5000]])
def test_obstacles_take_nothing_else(typed: list[str]) -> None:
    assert fields_with_errors(VisitForm(about_the_visit(obstacles=typed))) == ["obstacles"]


def test_obstacles_may_be_left_out() -> None:
    assert fields_with_errors(VisitForm(about_the_visit(obstacles=[]))) == []


@pytest.mark.parametrize("typed", NONSENSE)
def test_start_takes_only_its_three_ways(typed: str) -> None:
    assert fields_with_errors(StartForm({"way": typed})) == ["way"]


def code_errors(typed: str) -> list[str]:
    return [str(error) for error in CodeForm({"code": typed}, guesser_id=GUESSER).errors.get("code", [])]


@pytest.mark.parametrize("written", [str.lower, in_groups, lambda code: f"  {code} ", lambda code: " ".join(code)])
def test_code_is_taken_as_people_type_it(db: None, written: Any) -> None:
    issued = a_code()
    form = CodeForm({"code": written(issued.code)}, guesser_id=GUESSER)

    assert form.is_valid()
    assert form.cleaned_data["code"] == issued


def test_code_in_full_width_is_taken(db: None) -> None:
    issued = a_code()
    wide = "".join(chr(ord(character) + 0xFEE0) for character in issued.code)

    assert code_errors(wide) == []


def test_mistyped_code_says_so(db: None) -> None:
    code = a_code().code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    assert code_errors(wrong) == ["This code has a typing mistake. Compare each character with the card."]


def test_code_that_was_never_issued_says_so(db: None) -> None:
    assert code_errors(make_code(9)) == [
        "The portal has not issued this code. Ask the person to show you the card again."
    ]


def test_code_of_another_kind_says_so(supporter: Supporter) -> None:
    assert code_errors(supporter.network_id) == [
        "This looks like a visit code or a network ID. The person's code is longer."
    ]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_for_a_code_is_an_error(db: None, typed: str) -> None:
    assert len(code_errors(typed)) == 1
    assert fields_with_errors(JoinForm({"visit_code": typed}, guesser_id=GUESSER)) == ["visit_code"]


def test_visit_code_finds_the_visit(supporter: Supporter) -> None:
    visit = a_claim(supporter).visit
    form = JoinForm({"visit_code": in_groups(visit.join_code).lower()}, guesser_id=GUESSER)

    assert form.is_valid()
    assert form.cleaned_data["visit_code"] == visit


def test_code_of_a_visit_that_is_over_says_so(supporter: Supporter) -> None:
    claim = a_claim(supporter)
    withdraw(claim, actor_id=supporter.user_id, now=NOW)

    assert JoinForm({"visit_code": claim.visit.join_code}, guesser_id=GUESSER).errors["visit_code"] == [
        "No visit has this code. Perhaps the other claim was withdrawn."
    ]


def test_code_of_the_person_is_no_visit_code(db: None) -> None:
    assert JoinForm({"visit_code": a_code().code}, guesser_id=GUESSER).errors["visit_code"] == [
        "This looks like the person's code. The visit code is shorter."
    ]
