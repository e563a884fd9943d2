"""Tables that leave the portal. Whatever opens them takes some beginnings of a cell for a formula, and runs it."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# In full width too: Japanese Excel reads ＝ as =.
BEGINNINGS_OF_FORMULAS = (*"=+-@\t\r\n", *"＝＋－＠")


def harmless(cell: str) -> str:
    """As it is, or behind an apostrophe, which spreadsheet programs read as "this is text"."""
    return f"'{cell}" if cell.startswith(BEGINNINGS_OF_FORMULAS) else cell


def for_a_cell(value: Any, export_format: str) -> Any:
    """Texts harmless, without the control signs that no XLSX may hold. Numbers and days stay what they are."""
    if not isinstance(value, str):
        return value
    text = "".join(sign for sign in value if sign in "\t\r\n" or unicodedata.category(sign) != "Cc")
    return harmless(text) if export_format == SpreadsheetExportMixin.FORMAT_CSV else text


def refuse_exports_of_nothing() -> None:
    """Most of Wagtail's lists name no columns to export, and answered a line without any for each row: how many there
    are, at least. Our desks have exports of their own, with their own permission."""
    setup = SpreadsheetExportMixin.setup

    def setup_or_refuse(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if request.GET.get("export") in self.FORMATS and not self.list_export:
            raise Http404
        setup(self, request, *args, **kwargs)

    SpreadsheetExportMixin.setup = setup_or_refuse


def make_wagtails_exports_harmless() -> None:
    """All of Wagtail's lists and reports write their cells by one method, and their files by another."""
    preprocess, stream = SpreadsheetExportMixin.preprocess_field_value, SpreadsheetExportMixin.stream_csv

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        cell = preprocess(self, field, value, export_format)
        return for_a_cell(cell, export_format)

    def stream_csv(self: Any, queryset: Iterable[Any]) -> Iterator[bytes]:
        # Tells Japanese Excel the encoding.
        yield codecs.BOM_UTF8
        yield from stream(self, queryset)

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.stream_csv = stream_csv
