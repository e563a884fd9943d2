"""One line of the spreadsheet: what it says, or all that is wrong with it. Nothing of the database is known here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from portal.addresses import validate_address
from portal.careful.rules import found_in
from portal.readings import email_address, plain_text, usual_width

from ..people.enums import LanguageLevel
from ..people.rules.codes import normalise_code
from ..people.rules.reach import has_more_than_a_number, normalise_postal_code, normalise_telephone
from . import words
from .days import NoDayError, read_day
from .enums import Column
from .mistakes import Reason, WrongError, refuse_mistakes
from .number_formats import NOT_READ
from .tables import Table

# Where a column of the line is none of these, the line says nothing about it.
Values = Mapping[Column, Any]

LONGEST = {
    Column.NETWORK_ID: 40,
    Column.NAME: 100,
    Column.NAME_KANA: 100,
    Column.POSTAL_ADDRESS: 300,
    Column.ORGANISATION: 100,
    Column.EMAIL: 254,
}
# A name's characters are its bearer's; elsewhere width and kind of a character mean nothing.
AS_WRITTEN = (Column.NAME, Column.NAME_KANA, Column.ORGANISATION, Column.POSTAL_ADDRESS)
DAYS = (Column.EXPERIENCE_CONFIRMED_ON, Column.QUALIFIED_ON, Column.REGISTERED_ON)
# Written in digits, though nobody calculates with them.
NUMBERED = (Column.NETWORK_ID, Column.TELEPHONE, Column.POSTAL_CODE, *DAYS)
EARLIEST = date(1980, 1, 1)
BETWEEN_LANGUAGES = re.compile(r"[、,;/・|\n]+")
WITH_LEVEL = re.compile(r"(?P<language>[^(:]+)(?:\((?P<bracketed>[^)]*)\)|:(?P<level>.*))?")
# A number cell that some program wrote as a decimal; no telephone, postal code or ID ends so.
WHOLE_NUMBER = re.compile(r"(\d+)\.0+")
COUNTED_DAYS = re.compile(r"\d{5}(?:\.0+)?")


@dataclass(frozen=True)
class Problem:
    column: Column
    reason: Reason


@dataclass(frozen=True)
class Line:
    number: int
    values: Values
    problems: tuple[Problem, ...] = ()


def clean_lines(table: Table, mapping: Mapping[Column, int], today: date) -> list[Line]:
    """All lines, those that meet in an ID or an address told so."""
    # One order of what is told of a line: PostgreSQL keeps none of a mapping's.
    places = [(column, mapping[column]) for column in Column if column in mapping]
    lines = [
        Line(row.number, {}, (Problem(Column.NETWORK_ID, Reason.QUOTATION_MARK),))
        if row.is_broken
        else clean_line(row.number, {column: _shown(table, column, row.cells[at]) for column, at in places}, today)
        for row in table.rows
    ]
    return _told_of_each_other(lines)


def _told_of_each_other(lines: list[Line]) -> list[Line]:
    """Those that meet in an ID or an address."""
    for column, key in ((Column.NETWORK_ID, normalise_code), (Column.EMAIL, str)):
        met = Counter(key(line.values[column]) for line in lines if column in line.values)
        lines = [
            replace(line, problems=(*line.problems, Problem(column, Reason.TWICE_IN_THE_FILE)))
            if column in line.values and met[key(line.values[column])] > 1
            else line
            for line in lines
        ]
    return lines


def _shown(table: Table, column: Column, cell: str) -> str:
    """Days that are counted from 1904 would be read as others, four years earlier."""
    is_misread = table.counts_from_1904 and column in DAYS and COUNTED_DAYS.fullmatch(cell)
    return NOT_READ if is_misread else cell


def clean_line(number: int, cells: Mapping[Column, str], today: date) -> Line:
    values: dict[Column, Any] = {}
    problems = []
    for column, cell in cells.items():
        try:
            value = clean_cell(column, cell, today)
        except WrongError as wrong:
            problems.append(Problem(column, wrong.reason))
        else:
            if value is not None:
                values[column] = value
    if not plain_text(cells.get(Column.NETWORK_ID, "")):
        problems.append(Problem(Column.NETWORK_ID, Reason.MISSING))
    if values.get(Column.EXPERIENCE) is False and Column.EXPERIENCE_CONFIRMED_ON in values:
        problems.append(Problem(Column.EXPERIENCE, Reason.CONTRADICTION))
    return Line(number, _languages_together(values), tuple(problems))


def clean_cell(column: Column, cell: str, today: date) -> Any:
    """The value, or None for an empty cell."""
    keeps_lines = column in (Column.LANGUAGES, Column.MOTHER_TONGUE)
    text = plain_text(cell, lines=keeps_lines)
    refuse_mistakes(text, is_of_words=column in (Column.NETWORK_ID, *AS_WRITTEN))
    if column in AS_WRITTEN:
        text = usual_width(text)
    elif column is not Column.NETWORK_ID:
        text = plain_text(unicodedata.normalize("NFKC", text), lines=keeps_lines)
    if not text:
        return None
    if len(text) > LONGEST.get(column, 1000):
        raise WrongError(Reason.TOO_LONG)
    if column in NUMBERED and (number := WHOLE_NUMBER.fullmatch(text)):
        text = number[1]
    value = CLEANERS[column](text)
    if isinstance(value, date):
        _refuse_impossible(value, today)
    return value


def _languages_together(values: dict[Column, Any]) -> Values:
    """The mother tongue is one of the languages spoken."""
    spoken = {**dict(values.pop(Column.LANGUAGES, ())), **dict(values.pop(Column.MOTHER_TONGUE, ()))}
    if spoken:
        values[Column.LANGUAGES] = tuple(sorted(spoken.items()))
    return values


def _organisation(text: str) -> str:
    if any(found.is_certain for found in found_in(text)):
        raise WrongError(Reason.TELLS_MORE)
    return text


def _network_id(text: str) -> str:
    """Of any shape, and kept as it is; but it must be possible to look it up."""
    if not normalise_code(text):
        raise WrongError(Reason.NO_LETTERS)
    return text


def _email(text: str) -> str:
    address = email_address(text)
    try:
        validate_address(address)
        address.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError) as error:
        raise WrongError(Reason.NO_ADDRESS) from error
    return address


def _telephone(text: str) -> str:
    number = normalise_telephone(text)
    if number is None:
        raise WrongError(Reason.MORE_THAN_A_NUMBER if has_more_than_a_number(text) else Reason.NO_TELEPHONE)
    return number


def _postal_code(text: str) -> str:
    code = normalise_postal_code(text)
    if code is None:
        raise WrongError(Reason.NO_POSTAL_CODE)
    return code


def _prefecture(text: str) -> str:
    return _known(words.prefectures(), text, Reason.UNKNOWN_PREFECTURE)


def _reading_language(text: str) -> str:
    code = text.lower()
    if code in dict(settings.LANGUAGES):
        return code
    if words.folded(text) == words.folded("やさしい日本語"):
        return "ja-hira"
    spoken = _known(words.spoken_languages(), text, Reason.UNKNOWN_LANGUAGE)
    if spoken not in dict(settings.LANGUAGES):
        raise WrongError(Reason.NOT_A_READING_LANGUAGE)
    return spoken


def _spoken(text: str, usual: LanguageLevel) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, BETWEEN_LANGUAGES.split(text))):
        said = WITH_LEVEL.fullmatch(part)
        if said is None:
            raise WrongError(Reason.UNKNOWN_LANGUAGE)
        level = said["bracketed"] or said["level"]
        language = _known(words.spoken_languages(), said["language"], Reason.UNKNOWN_LANGUAGE)
        found[language] = _known(words.levels(), level, Reason.UNKNOWN_LEVEL) if level else usual.value
    return tuple(found.items())


def _languages(text: str) -> tuple[tuple[str, str], ...]:
    """Whoever's level nobody wrote down promises no more than everyday matters."""
    return _spoken(text, LanguageLevel.EVERYDAY)


def _mother_tongue(text: str) -> tuple[tuple[str, str], ...]:
    return _spoken(text, LanguageLevel.MOTHER_TONGUE)


def _answer(text: str) -> bool:
    answer = words.answers().get(words.folded(text))
    if answer is None:
        raise WrongError(Reason.NOT_YES_OR_NO)
    return answer


def _day(text: str) -> date:
    try:
        return read_day(text)
    except NoDayError as none:
        raise WrongError(Reason.NO_SUCH_DAY if none.is_like_one else Reason.NO_DAY) from none


def _refuse_impossible(day: date, today: date) -> None:
    if day > today:
        raise WrongError(Reason.IN_THE_FUTURE)
    if day < EARLIEST:
        raise WrongError(Reason.TOO_LONG_AGO)


def _known(known: Mapping[str, str], text: str, otherwise: Reason) -> str:
    value = known.get(words.folded(text))
    if value is None:
        raise WrongError(otherwise)
    return value


CLEANERS: dict[Column, Callable[[str], Any]] = {
    Column.NETWORK_ID: _network_id,
    Column.NAME: str,
    Column.NAME_KANA: str,
    Column.EMAIL: _email,
    Column.TELEPHONE: _telephone,
    Column.POSTAL_CODE: _postal_code,
    Column.POSTAL_ADDRESS: str,
    Column.PREFECTURE: _prefecture,
    Column.ORGANISATION: _organisation,
    Column.LANGUAGE: _reading_language,
    Column.LANGUAGES: _languages,
    Column.MOTHER_TONGUE: _mother_tongue,
    Column.EXPERIENCE: _answer,
    Column.EXPERIENCE_CONFIRMED_ON: _day,
    Column.QUALIFIED_ON: _day,
    Column.REGISTERED_ON: _day,
    Column.WANTS_TO_ACCOMPANY: _answer,
    Column.WANTS_TO_LEARN: _answer,
    Column.WANTS_TRAINING: _answer,
}
