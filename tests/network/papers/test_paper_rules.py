from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from network.papers.enums import PapersState
from network.papers.rules import (
    Reason,
    is_renewable,
    judge_renewal,
    judge_step,
    reminder_due,
)
from network.people.rules.reach import is_reading, normalise_postal_code, normalise_telephone

TO_SEND, SENT, INCOMPLETE, COMPLETE = PapersState


@dataclass
class Lan:
    erased_on: date | None = None
    postal_address: str = "台東区1-2-3"
    has_left: bool = False


@dataclass
class PapersOf:
    supporter: Lan
    state: str


@pytest.mark.parametrize(
    ("state", "to", "missing", "reasons"),
    [
        (TO_SEND, SENT, [], ()),
        (TO_SEND, COMPLETE, [], ()),
        (SENT, COMPLETE, [], ()),
        (SENT, INCOMPLETE, ["seal"], ()),
        (INCOMPLETE, INCOMPLETE, ["seal", "signature"], ()),
        (INCOMPLETE, SENT, [], ()),
        (INCOMPLETE, COMPLETE, [], ()),
        (COMPLETE, INCOMPLETE, ["name"], ()),
        (SENT, SENT, [], (Reason.WRONG_STATE,)),
        (COMPLETE, SENT, [], (Reason.WRONG_STATE,)),
        (COMPLETE, COMPLETE, [], (Reason.ALREADY_COMPLETE,)),
        (SENT, INCOMPLETE, [], (Reason.NOTHING_NAMED,)),
        (SENT, TO_SEND, [], (Reason.WRONG_STATE,)),
    ],
)
def test_papers_step(state: str, to: str, missing: list[str], reasons: tuple[Reason, ...]) -> None:
    assert judge_step(PapersOf(Lan(), state), to, missing).reasons == reasons


def test_papers_are_sent_to_nobody_who_left_or_has_no_address() -> None:
    papers = PapersOf(Lan(has_left=True, postal_address=""), TO_SEND)

    assert judge_step(papers, SENT, []).reasons == (Reason.HAS_LEFT, Reason.NO_ADDRESS)
    assert judge_step(papers, COMPLETE, []).reasons == ()


def test_papers_of_an_erased_person_say_all_reasons() -> None:
    papers = PapersOf(Lan(erased_on=date(2026, 5, 1)), COMPLETE)

    assert judge_step(papers, COMPLETE, []).reasons == (Reason.IS_ERASED, Reason.ALREADY_COMPLETE)


@pytest.mark.parametrize(
    ("has_left", "has_term", "has_papers", "reasons"),
    [
        (False, True, False, ()),
        (True, True, False, (Reason.HAS_LEFT,)),
        (False, False, False, (Reason.NO_TERM,)),
        (True, False, True, (Reason.HAS_LEFT, Reason.NO_TERM, Reason.ALREADY_RENEWED)),
    ],
)
def test_renewal(has_left: bool, has_term: bool, has_papers: bool, reasons: tuple[Reason, ...]) -> None:
    assert judge_renewal(has_left=has_left, has_term=has_term, has_papers=has_papers).reasons == reasons


@pytest.mark.parametrize(
    ("today", "is_open"), [(date(2027, 1, 30), False), (date(2027, 1, 31), True), (date(2027, 5, 1), True)]
)
def test_renewal_opens_sixty_days_before(today: date, is_open: bool) -> None:
    assert is_renewable(date(2027, 4, 1), today) is is_open


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2027, 2, 28), None),
        (date(2027, 3, 1), 30),
        (date(2027, 3, 23), 30),
        (date(2027, 3, 24), 7),
        (date(2027, 3, 31), 7),
        (date(2027, 4, 1), None),
    ],
)
def test_reminder_before_the_last_day(today: date, days: int | None) -> None:
    assert reminder_due(date(2027, 3, 31), today) == days


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("090-1234-5678", "09012345678"),
        ("０９０ー１２３４ー５６７８", "09012345678"),
        ("03 (3837) 2316", "0338372316"),
        ("+84 90 123 45 67", "+84901234567"),
        ("+81 (0)90-1234-5678", "09012345678"),
        ("+81-090-1234-5678", "09012345678"),
        ("81-90-1234-5678", "09012345678"),
        ("9012345678", "09012345678"),
        ("312345678", "0312345678"),
        ("84912345678", "+84912345678"),
        ("+1 212 555 0100", "+12125550100"),
        ("090-0000-0000", "09000000000"),
        ("1234567890", None),
        ("45123456", None),
        ("090-1234-5678（日本語可）", None),
        ("(03)1234-5678 内線12", None),
        ("03-1234-5678/090-1234-5678", None),
        ("03-1234-5678-1", None),
        ("03-1234-5678 (2)", None),
        ("312345678.5", None),
        ("09012345678９", None),
        ("🌸", None),
        ("\x00", None),
    ],
)
def test_telephone(typed: str, number: str | None) -> None:
    assert normalise_telephone(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("〒110-0005", "110-0005"),
        ("１１０ ０００５", "110-0005"),
        ("1100005", "110-0005"),
        ("110-005", None),
        ("", None),
    ],
)
def test_postal_code(typed: str, code: str | None) -> None:
    assert normalise_postal_code(typed) == code


@pytest.mark.parametrize(
    ("text", "is_readable"),
    [
        ("チャン・ティ ラン", True),
        ("ちゃん", True),
        ("Trần Thị Lan", True),
        ("陳", False),
        ("ラン🌸", False),
        ("", True),
    ],
)
def test_reading(text: str, is_readable: bool) -> None:
    assert is_reading(text) is is_readable
