"""From the bytes of a CSV file to rows. Every line of the file comes out: as a row, within one, or as a broken one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from charset_normalizer import from_bytes

from .quoting import DELIMITERS, LINE, MOST_LINES_IN_A_ROW, STROKE, likely_delimiter, most_common, rows_of
from .tables import MAX_LINES, Row, Sheet, Unreadable, UnreadableError, filled

UTF_16_BEGINNINGS = (b"\xff\xfe", b"\xfe\xff")
UTF_8_BEGINNING = b"\xef\xbb\xbf"
JIS_BEGINNING = b"\x1b$"
JAPANESE_OF_WINDOWS = "cp932"
# In what people of the network may have saved a file, beside UTF-8: Japanese, western, Vietnamese. In each of them a
# delimiter, a quotation mark and the end of a line are the bytes that they are in ASCII, and within no other letter;
# but for the stroke (|), which is the second half of some letters of Japanese Windows: ポ, 弾.
ENCODINGS = [JAPANESE_OF_WINDOWS, "euc_jp", "cp1252", "cp1258", "cp1250"]
# What Python makes of bytes that an encoding doesn't know.
NEVER_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uf8f0-\uf8ff]")

_LETTER_OF_TWO_BYTES = re.compile("[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]")
# Stands for a stroke that is half a letter while rows and cells are told apart. No byte is written so.
_HALF_A_LETTER = "\u2502"
_SEPARATOR_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
# Nobody's list has more, empty ones between its rows included; those behind the last row are nothing.
MOST_LINES_OF_TEXT = MAX_LINES * MOST_LINES_IN_A_ROW
_EMPTY_END = "\r\n " + "".join(DELIMITERS)
# Excel's way of keeping leading zeros in a CSV file.
_KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')


def read_text(content: bytes) -> tuple[Sheet, tuple[str, ...]]:
    """The rows, and in which encodings they may be, likeliest first: none where that is certain. Where it isn't, the
    cells are bytes still, each written as one letter (see `decoded`)."""
    text, encodings = _text(content)
    if "\0" in text:
        raise UnreadableError(Unreadable.NO_SPREADSHEET)
    text = _without_empty_end(_with_whole_letters(text, encodings))
    lines = LINE.findall(text)
    said = _SEPARATOR_SAID.fullmatch(lines[0]) if lines else None
    below = lines[1:] if said else lines
    if not below:
        raise UnreadableError(Unreadable.EMPTY)
    if len(below) > MOST_LINES_OF_TEXT:
        raise UnreadableError(Unreadable.TOO_MANY_LINES)
    delimiter = said[1] if said else likely_delimiter(text)
    # Where the encoding is certain, that sign is but itself.
    if encodings and delimiter == STROKE and _HALF_A_LETTER in text:
        below, encodings = _told_apart_by_strokes(below, encodings)
    rows = rows_of(below, delimiter, first=2 if said else 1)
    return Sheet("", filled(map(_with_strokes, rows) if encodings else rows)), encodings


def _with_whole_letters(text: str, encodings: Sequence[str]) -> str:
    if JAPANESE_OF_WINDOWS not in encodings:
        return text
    return _LETTER_OF_TWO_BYTES.sub(lambda letter: letter[0].replace(STROKE, _HALF_A_LETTER), text)


def _told_apart_by_strokes(lines: list[str], encodings: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Where strokes delimit, one of them may be half a Japanese letter, or stand behind a western one. As more lines
    are alike, so it is; the other encodings would tear letters, or join cells, and aren't offered."""
    western = [line.replace(_HALF_A_LETTER, STROKE) for line in lines]
    (_times, alike), (_other, alike_in_japanese) = (most_common("".join(one), STROKE) for one in (western, lines))
    others = tuple(encoding for encoding in encodings if encoding != JAPANESE_OF_WINDOWS)
    if others and alike > alike_in_japanese:
        return western, others
    return lines, (JAPANESE_OF_WINDOWS,)


def _with_strokes(row: Row) -> Row:
    return replace(row, cells=tuple(cell.replace(_HALF_A_LETTER, STROKE) for cell in row.cells))


def _without_empty_end(text: str) -> str:
    """The last line with anything in it stays whole: how many delimiters a line has tells where a mark is missing."""
    end = len(text.rstrip(_EMPTY_END))
    rest = LINE.match(text, end) if end else None
    return text[: rest.end()] if rest else text[:end]


def decoded(sheet: Sheet, encoding: str) -> Sheet:
    """Of a file whose encoding is chosen; empty where it is certain."""
    rows = (replace(row, cells=tuple(_cell(cell, encoding) for cell in row.cells)) for row in sheet.rows)
    return replace(sheet, rows=filled(rows))


def _cell(cell: str, encoding: str) -> str:
    text = cell.encode("latin-1").decode(encoding, "replace") if encoding else cell
    kept = _KEPT_AS_TEXT.fullmatch(text.strip())
    return kept["text"].strip() if kept else text.strip()


def _text(content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith(UTF_16_BEGINNINGS):
        return _certain(content, "utf-16")
    if JIS_BEGINNING in content:
        return _certain(content, "iso2022_jp")
    try:
        return content.removeprefix(UTF_8_BEGINNING).decode(), ()
    except UnicodeDecodeError:
        pass
    found = [match.encoding for match in from_bytes(content, cp_isolation=ENCODINGS)]
    # The library looks at some of the bytes and leaves out what isn't likely; whoever knows the names shall choose.
    likely = [*found, *(encoding for encoding in ENCODINGS if encoding not in found)]
    possible = tuple(encoding for encoding in likely if _is_possible(content, encoding))
    if not possible:
        raise UnreadableError(Unreadable.NO_SPREADSHEET if b"\0" in content else Unreadable.WRONG_ENCODING)
    return content.decode("latin-1"), possible


def _certain(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as error:
        raise UnreadableError(Unreadable.WRONG_ENCODING) from error


def _is_possible(content: bytes, encoding: str) -> bool:
    try:
        return not NEVER_WRITTEN.search(content.decode(encoding))
    except UnicodeDecodeError:
        return False
