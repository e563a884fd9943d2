from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.figures.spreadsheets import BEGINNINGS_OF_FORMULAS, for_a_cell, harmless
from portal.models import HomePage, StandardPage
from tests import walking
from tests.factories import UserFactory
from tests.learning import publish

TITLES = [f"{beginning}1+1" for beginning in "=+-@＝＋－＠"]
AGING = "/admin/reports/aging-pages/"
FORMS = ("csv", "xlsx")
WRITING = ("preprocess_field_value", "stream_csv", "write_csv_row", "generate_xlsx_row", "write_xlsx")


@pytest.fixture
def pages(client: Client) -> list[StandardPage]:
    client.force_login(UserFactory(administrator=True))
    home = HomePage.objects.get(locale__language_code="vi")
    return [publish(home, StandardPage(title=title, slug=f"p{at}")) for at, title in enumerate(TITLES)]


@pytest.mark.parametrize("beginning", BEGINNINGS_OF_FORMULAS)
def test_cell_that_would_be_a_formula_is_made_harmless(beginning: str) -> None:
    assert harmless(f"{beginning}1+1") == f"'{beginning}1+1"


@pytest.mark.parametrize("cell", ["", "1", "a=b", "'=1", "Bài 1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize("value", [-1, 1.5, True, None])
def test_what_is_no_text_stays_what_it_is(value: Any) -> None:
    assert for_a_cell(value, "csv") is value


def test_xlsx_gets_no_sign_that_it_can_not_hold() -> None:
    assert for_a_cell("a\x0b=b", "xlsx") == "a=b"


@pytest.mark.django_db
def test_csv_of_a_report_of_wagtails_starts_no_formula(client: Client, pages: list[StandardPage]) -> None:
    content = b"".join(client.get(AGING, {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]

    assert content.startswith(b"\xef\xbb\xbf")
    assert {cell for cell in cells if "1+1" in cell} == {f"'{title}" for title in TITLES}
    assert [cell for cell in cells if cell.startswith(BEGINNINGS_OF_FORMULAS)] == []


@pytest.mark.django_db
def test_xlsx_of_a_report_of_wagtails_holds_texts(client: Client, pages: list[StandardPage]) -> None:
    content = b"".join(client.get(AGING, {"export": "xlsx"}).streaming_content)  # type: ignore[attr-defined]
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]

    assert {(cell.value, cell.data_type) for cell in cells if "1+1" in str(cell.value)} == {
        (title, "s") for title in TITLES
    }


@pytest.mark.django_db
def test_list_without_columns_to_export_exports_nothing(client: Client) -> None:
    """Every list of the admin whose address needs no row of anything."""
    client.force_login(UserFactory(administrator=True))
    in_the_admin = [one for one in walking.addresses({}) if one.route.startswith("/admin/") and "<" not in one.route]
    lists = [one.path for one in in_the_admin if _exports(resolve(one.path).func) == []]

    asked = [f"{path}?export={form}" for path in lists for form in FORMS]
    # Django looks for what it did not find once more below a language.
    given = [path for path in asked if client.get(path, follow=True).status_code != 404]

    assert given == []
    assert len(asked) > 40


def _exports(view: Any) -> list[str] | None:
    """The columns that a list names; None, where a view is no list."""
    kind = getattr(view, "view_class", object)
    if not issubclass(kind, SpreadsheetExportMixin):
        return None
    return list(view.view_initkwargs.get("list_export", kind.list_export))


def _below(kind: type) -> list[type]:
    return [found for below in kind.__subclasses__() for found in (below, *_below(below))]


def test_no_view_writes_its_cells_another_way() -> None:
    from config import urls  # noqa: F401  brings all views in

    kinds = set(_below(SpreadsheetExportMixin))

    assert [(kind, name) for kind in kinds for name in WRITING if name in vars(kind)] == []
    assert [kind for kind in kinds if kind.custom_field_preprocess] == []
    assert len(kinds) > 20
