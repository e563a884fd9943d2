"""Accounts as they are typed from a passbook, and two keyings of one account compared (R3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.readings import typed_by_hand

from ...people.rules.codes import SEPARATORS

NUMBER_LENGTH = 7
BANK_CODE_LENGTH = 4
BRANCH_CODE_LENGTH = 3

# Kinds of accounts by their number in bank files.
ORDINARY = "1"
CURRENT = "2"

JAPAN_POST_BANK = "9900"
SYMBOL_LENGTH = 5
# A sixth digit stands apart on the passbook (the giro's check digit, the count of reissues) and is not converted.
SYMBOL_WITH_EXTRA = 6
POST_NUMBER_LONGEST = 8
GIRO_NUMBER_LONGEST = 6


class AccountReason(StrEnum):
    NUMBER_MISSING = "number_missing"
    NUMBER_NOT_DIGITS = "number_not_digits"
    NUMBER_TOO_LONG = "number_too_long"
    CODE_WRONG = "code_wrong"
    SYMBOL_WRONG = "symbol_wrong"
    POST_NUMBER_TOO_LONG = "post_number_too_long"
    POST_NUMBER_ENDS_OTHERWISE = "post_number_ends_otherwise"
    GIRO_NUMBER_TOO_LONG = "giro_number_too_long"


class OverrideReason(StrEnum):
    """Why bank or branch was not taken from the banks' own list."""

    NEWER = "newer"
    RENAMED = "renamed"
    OTHER = "other"


class SeenFor(StrEnum):
    """Why somebody of the office looks at a whole account."""

    PAYMENT = "payment"
    RETURNED = "returned"
    PAPER = "paper"
    ASKED = "asked"
    AUDIT = "audit"


@dataclass(frozen=True)
class Keyed:
    """What one keying says."""

    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    kind: str
    number: str
    holder: str
    override_reason: str = ""


@dataclass(frozen=True)
class Reading:
    """Digits as the bank writes them, or every reason why they are none."""

    digits: str = ""
    reasons: tuple[AccountReason, ...] = ()


@dataclass(frozen=True)
class PostReading:
    """What the symbol and number of a Japan Post Bank passbook are for other banks."""

    branch_code: str = ""
    kind: str = ""
    number: str = ""
    symbol_reasons: tuple[AccountReason, ...] = ()
    number_reasons: tuple[AccountReason, ...] = ()

    @property
    def is_read(self) -> bool:
        return not (self.symbol_reasons or self.number_reasons)


def without_separators(typed: str) -> str:
    return SEPARATORS.sub("", typed_by_hand(typed))


def read_number(typed: str) -> Reading:
    """Seven digits; shorter numbers are filled up with zeros on the left, as the banks do."""
    return _read(typed, longest=NUMBER_LENGTH, too_long=AccountReason.NUMBER_TOO_LONG)


def read_code(typed: str, length: int) -> Reading:
    digits = without_separators(typed)
    if len(digits) != length or not _are_digits(digits):
        return Reading(reasons=(AccountReason.CODE_WRONG,))
    return Reading(digits)


def read_post_account(symbol: str, number: str) -> PostReading:
    """Japan Post Bank's own rule: the branch is the second and third digit of the symbol, then 8 (ordinary accounts,
    symbol 1…, whose number loses the 1 at its end) or 9 (giro accounts, symbol 0…, whose number stays)."""
    digits = without_separators(symbol)
    if len(digits) not in (SYMBOL_LENGTH, SYMBOL_WITH_EXTRA) or not _are_digits(digits) or digits[0] not in "01":
        anything = _read(number, longest=POST_NUMBER_LONGEST, too_long=AccountReason.POST_NUMBER_TOO_LONG)
        return PostReading(symbol_reasons=(AccountReason.SYMBOL_WRONG,), number_reasons=anything.reasons)
    if digits[0] == "0":
        giro = _read(number, longest=GIRO_NUMBER_LONGEST, too_long=AccountReason.GIRO_NUMBER_TOO_LONG)
        return PostReading(f"{digits[1:3]}9", CURRENT, giro.digits, number_reasons=giro.reasons)
    ordinary = _read_post_number(number)
    return PostReading(f"{digits[1:3]}8", ORDINARY, ordinary.digits, number_reasons=ordinary.reasons)


def _read_post_number(typed: str) -> Reading:
    read = _read(typed, longest=POST_NUMBER_LONGEST, too_long=AccountReason.POST_NUMBER_TOO_LONG)
    if read.reasons:
        return read
    if not read.digits.endswith("1"):
        return Reading(reasons=(AccountReason.POST_NUMBER_ENDS_OTHERWISE,))
    return Reading(read.digits[:-1].zfill(NUMBER_LENGTH))


def _read(typed: str, *, longest: int, too_long: AccountReason) -> Reading:
    digits = without_separators(typed)
    if not digits:
        return Reading(reasons=(AccountReason.NUMBER_MISSING,))
    found = {AccountReason.NUMBER_NOT_DIGITS: not _are_digits(digits), too_long: len(digits) > longest}
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return Reading("" if reasons else digits.zfill(NUMBER_LENGTH), reasons)


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def differing(first: Keyed, second: Keyed) -> tuple[str, ...]:
    """The fields in which two keyings of one account differ. Names of banks follow from their codes, and spaces in a
    holder's name are copied by some and left out by others."""
    fields = ("bank_code", "branch_code", "kind", "number", "holder")
    return tuple(field for field in fields if _compared(first, field) != _compared(second, field))


def _compared(keyed: Keyed, field: str) -> str:
    value: str = getattr(keyed, field)
    return value.replace(" ", "") if field == "holder" else value
