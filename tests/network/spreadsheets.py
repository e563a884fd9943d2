"""Files as the office sends them."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import openpyxl

HEADER = ["ID", "氏名", "メール", "電話", "都道府県", "言語", "経験", "経験確認日", "資格取得日"]


def member(network_id: str = "BN-2023-0014", name: str = "見本 花子", **columns: str) -> list[str]:
    """One line below HEADER; the columns by their English names."""
    names = ["email", "telephone", "prefecture", "languages", "experience", "confirmed", "qualified"]
    return [network_id, name, *(columns.get(column, "") for column in names)]


def csv_file(*lines: list[str], header: list[str] = HEADER, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *lines])
    return text.getvalue().encode(encoding)


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_member_replaced(content: bytes, name: str, replacement: bytes) -> bytes:
    """The same zip archive, one of its members another."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.namelist():
            target.writestr(item, replacement if item == name else source.read(item))
    return changed.getvalue()
