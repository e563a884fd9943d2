from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.payees import banks
from network.payees.enums import AccountKind
from network.payees.rules.accounts import (
    CURRENT,
    ORDINARY,
    AccountReason,
    Keyed,
    PostReading,
    Reading,
    differing,
    read_code,
    read_number,
    read_post_account,
)

KEYED = Keyed("0001", "みずほ", "240", "新宿", ORDINARY, "0012345", "ｸﾞｴﾝ ﾃｲ ﾗﾝ")


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1234567", "1234567"),
        ("１２３４５６７", "1234567"),
        (" 123-45 67 ", "1234567"),
        ("12345", "0012345"),
        ("0", "0000000"),
    ],
)
def test_number_has_seven_digits(typed: str, digits: str) -> None:
    assert read_number(typed) == Reading(digits)


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("", [AccountReason.NUMBER_MISSING]),
        (" - ", [AccountReason.NUMBER_MISSING]),
        ("12a4567", [AccountReason.NUMBER_NOT_DIGITS]),
        ("١٢٣٤٥٦٧", [AccountReason.NUMBER_NOT_DIGITS]),
        ("12345678", [AccountReason.NUMBER_TOO_LONG]),
        ("1234567x", [AccountReason.NUMBER_NOT_DIGITS, AccountReason.NUMBER_TOO_LONG]),
    ],
)
def test_number_that_is_none_is_refused_with_all_reasons(typed: str, reasons: list[AccountReason]) -> None:
    assert read_number(typed) == Reading(reasons=tuple(reasons))


@given(st.integers(min_value=0, max_value=9_999_999))
def test_number_keeps_its_value(number: int) -> None:
    assert int(read_number(str(number)).digits) == number


@pytest.mark.parametrize(
    ("typed", "is_code"), [("0001", True), ("００ ０１", True), ("001", False), ("000a", False), ("", False)]
)
def test_code_has_its_digits(typed: str, is_code: bool) -> None:
    assert (read_code(typed, 4).digits == "0001") is is_code


# Examples that the bank and others publish: the branch's last digit says which kind of account it is.
@pytest.mark.parametrize(
    ("symbol", "number", "branch", "kind", "converted"),
    [
        ("14030", "12345671", "408", ORDINARY, "1234567"),
        ("10530", "12345671", "058", ORDINARY, "1234567"),
        ("10180", "1234561", "018", ORDINARY, "0123456"),
        ("１０１８０-２", " 11 ", "018", ORDINARY, "0000001"),
        ("01940", "123456", "199", CURRENT, "0123456"),
        ("00160-0", "100001", "019", CURRENT, "0100001"),
        ("00530", "12", "059", CURRENT, "0000012"),
    ],
)
def test_post_account_is_converted(symbol: str, number: str, branch: str, kind: str, converted: str) -> None:
    assert read_post_account(symbol, number) == PostReading(branch, kind, converted)
    assert banks.branch("9900", branch) is not None


@pytest.mark.parametrize(
    ("symbol", "number", "symbol_reasons", "number_reasons"),
    [
        ("", "", ["symbol_wrong"], ["number_missing"]),
        ("1018", "12345671", ["symbol_wrong"], []),
        ("20180", "12345671", ["symbol_wrong"], []),
        ("1O180", "123456789", ["symbol_wrong"], ["post_number_too_long"]),
        ("10180", "12345678", [], ["post_number_ends_otherwise"]),
        ("10180", "123456781", [], ["post_number_too_long"]),
        ("10180", "12x", [], ["number_not_digits"]),
        ("01940", "1234567", [], ["giro_number_too_long"]),
    ],
)
def test_post_account_is_refused(
    symbol: str, number: str, symbol_reasons: list[str], number_reasons: list[str]
) -> None:
    reading = read_post_account(symbol, number)

    assert reading.is_read is False
    assert (list(reading.symbol_reasons), list(reading.number_reasons)) == (symbol_reasons, number_reasons)


@given(st.from_regex(r"1[0-9]{4}", fullmatch=True), st.integers(min_value=0, max_value=9_999_999))
def test_post_number_loses_only_the_one_at_its_end(symbol: str, number: int) -> None:
    reading = read_post_account(symbol, f"{number}1")

    assert (int(reading.number), len(reading.number), reading.branch_code[-1]) == (number, 7, "8")


def test_kinds_are_those_of_bank_files() -> None:
    assert (ORDINARY, CURRENT) == (AccountKind.ORDINARY, AccountKind.CURRENT)


def test_keyings_that_are_alike_differ_in_nothing() -> None:
    again = replace(KEYED, bank_name="みずほ銀行", branch_name="新宿支店", holder="ｸﾞｴﾝﾃｲﾗﾝ", override_reason="other")

    assert differing(KEYED, again) == ()


def test_keyings_that_differ_name_every_field() -> None:
    other = Keyed("0005", "", "001", "", CURRENT, "0012346", "ｸﾞｴﾝ ﾃｲ ﾗﾑ")

    assert differing(KEYED, other) == ("bank_code", "branch_code", "kind", "number", "holder")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0001", "0001"),
        ("０００１", "0001"),
        ("みずほ", "0001"),
        ("ミズホ銀行", "0001"),
        ("Mizuho Bank", "0001"),
        ("三菱UFJ銀行", "0005"),
        ("mitsubishi ufj", "0005"),
        ("ゆうちょ", "9900"),
        ("Yucho", "9900"),
        ("Yūcho Ginkō", "9900"),
        ("城南信用金庫", "1344"),
    ],
)
def test_bank_is_found_by_code_or_name(typed: str, code: str) -> None:
    assert banks.find_banks(typed)[0].code == code


@pytest.mark.parametrize("typed", ["", " ", "銀行", "nosuchbankatall", "\x00", "🌸", "%"])
def test_bank_that_nobody_named_is_not_found(typed: str) -> None:
    assert banks.find_banks(typed) == []


@pytest.mark.parametrize("typed", ["240", "新宿支店", "しんじゅく", "ｼﾝｼﾞﾕｸ", "shinjuku"])
def test_branch_is_found_by_code_or_name(typed: str) -> None:
    assert banks.find_branches("0001", typed)[0].code == "240"


def test_unknown_codes_lead_to_nothing() -> None:
    assert (banks.bank("0000"), banks.branch("0000", "001"), banks.branch("0001", "000")) == (None, None, None)
    assert banks.find_branches("0000", "001") == []


def test_data_tells_its_day() -> None:
    assert banks.data_date().year >= 2026
