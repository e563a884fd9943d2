"""Files as the office sends them."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import openpyxl

from network.importing.reading import read_book, table, usual_choice
from network.importing.tables import Table

HEADER = ["ID", "氏名", "メール", "電話", "都道府県", "言語", "経験", "経験確認日", "資格取得日"]


def member(network_id: str = "BN-2023-0014", name: str = "見本 花子", **columns: str) -> list[str]:
    """One line below HEADER; the columns by their English names."""
    names = ["email", "telephone", "prefecture", "languages", "experience", "confirmed", "qualified"]
    return [network_id, name, *(columns.get(column, "") for column in names)]


def csv_file(*lines: list[str], header: list[str] = HEADER, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *lines])
    return text.getvalue().encode(encoding)


def workbook(
    *rows: list[Any],
    formats: dict[str, str] | None = None,
    before: list[list[Any]] | None = None,
    hidden_rows: list[int] | None = None,
    hidden_columns: list[str] | None = None,
    merged: list[str] | None = None,
) -> bytes:
    """`before`: the rows of a sheet that stands in front of the one with the members."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    for number in hidden_rows or []:
        sheet.row_dimensions[number].hidden = True
    for letter in hidden_columns or []:
        sheet.column_dimensions[letter].hidden = True
    for cells in merged or []:
        sheet.merge_cells(cells)
    if before:
        first = book.create_sheet("First", 0)
        for row in before:
            first.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> Table:
    """As the portal would read it by itself."""
    book = read_book(content)
    return table(book, usual_choice(book))


def with_member_replaced(content: bytes, name: str, replacement: bytes) -> bytes:
    """The same zip archive, one of its members another."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.namelist():
            target.writestr(item, replacement if item == name else source.read(item))
    return changed.getvalue()


def without_member(content: bytes, name: str) -> bytes:
    left = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(left, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.namelist():
            if item != name:
                target.writestr(item, source.read(item))
    return left.getvalue()
