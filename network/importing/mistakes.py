"""What can be wrong with a line, and what stands in cells in place of a value."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from ..people.rules.my_numbers import cell_holds_my_number
from .my_numbers import TAKEN_OUT
from .number_formats import NOT_READ
from .tables import MERGED

# What spreadsheet programs show where a formula failed, a column is too narrow or a value is still being fetched.
ERROR_OF_A_FORMULA = re.compile(
    r"#N/A|#GETTING_DATA|#[^\s!?]+[!?]|Err:\d+|#{2,}|Loading\.\.\.|読み込んでいます\.*|エラー|NaN|nan|None|NULL"
)
# Of a workbook's day, moment or duration.
_DAY_OR_TIME = re.compile(r"\d{4}-\d{2}-\d{2}|(?:-?\d+ days?, )?\d{1,2}:\d{2}:\d{2}(?:\.\d+)?")
LOST_LETTER = "\ufffd"


class Reason(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    FORMULA_ERROR = "formula_error"
    NUMBER_FORMAT = "number_format"
    MERGED = "merged"
    TURNED_INTO_A_DAY = "turned_into_a_day"
    LOST_LETTERS = "lost_letters"
    MY_NUMBER = "my_number"
    TELLS_MORE = "tells_more"
    NO_LETTERS = "no_letters"
    NO_ADDRESS = "no_address"
    NO_TELEPHONE = "no_telephone"
    MORE_THAN_A_NUMBER = "more_than_a_number"
    NO_POSTAL_CODE = "no_postal_code"
    UNKNOWN_PREFECTURE = "unknown_prefecture"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_LEVEL = "unknown_level"
    NOT_A_READING_LANGUAGE = "not_a_reading_language"
    NOT_YES_OR_NO = "not_yes_or_no"
    NO_DAY = "no_day"
    NO_SUCH_DAY = "no_such_day"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    CONTRADICTION = "contradiction"
    QUOTATION_MARK = "quotation_mark"
    TWICE_IN_THE_FILE = "twice_in_the_file"
    LIKE_ANOTHER_ID = "like_another_id"
    ADDRESS_TAKEN = "address_taken"
    HAS_LEFT = "has_left"
    OWN_RECORD = "own_record"
    LOGIN_OF_ANOTHER_NAME = "login_of_another_name"


class WrongError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_mistakes(text: str, *, is_of_words: bool) -> None:
    """`is_of_words`: no column of days; a program that took 4-1 for one has changed what was typed."""
    if text == TAKEN_OUT or cell_holds_my_number(text):
        raise WrongError(Reason.MY_NUMBER)
    if text == NOT_READ:
        raise WrongError(Reason.NUMBER_FORMAT)
    if text == MERGED:
        raise WrongError(Reason.MERGED)
    if ERROR_OF_A_FORMULA.fullmatch(unicodedata.normalize("NFKC", text)):
        raise WrongError(Reason.FORMULA_ERROR)
    if is_of_words and _DAY_OR_TIME.fullmatch(text):
        raise WrongError(Reason.TURNED_INTO_A_DAY)
    if LOST_LETTER in text:
        raise WrongError(Reason.LOST_LETTERS)
