from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from portal.models import Symbol
from portal.templatetags.table_tags import labelled
from portal.views import server_error

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"


def ids_of_icons() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text(encoding="utf-8")))


def test_every_symbol_of_a_page_has_a_drawing() -> None:
    assert set(Symbol.values) - ids_of_icons() == set()


ALL_TEMPLATES = sorted([*TEMPLATES.rglob("*.html"), *(settings.BASE_DIR / "claims/templates").rglob("*.html")])


@pytest.mark.parametrize("template", ALL_TEMPLATES, ids=lambda path: path.name)
def test_template_names_only_drawn_icons(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    named = re.findall(r'includes/icon\.html" with name="([^"]+)"', text)
    passed_on = re.findall(r'includes/\w+\.html" with [^%]*\b(?:icon|symbol)="([a-z][^"]*)"', text)
    assert {*named, *passed_on} - ids_of_icons() == set()


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_template_has_no_inline_style_or_handler(template: Path) -> None:
    assert re.findall(r"\s(?:style|on[a-z]+)=|<style", template.read_text(encoding="utf-8")) == []


def test_cell_is_paired_with_its_column() -> None:
    assert labelled(["V-1", "4,000"], ["Visit", "Amount"]) == [("V-1", "Visit"), ("4,000", "Amount")]


def test_row_of_another_length_than_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        labelled(["V-1"], ["Visit", "Amount"])


def test_error_page_needs_no_session_and_no_database() -> None:
    page = server_error(RequestFactory().get("/")).content.decode()
    assert re.findall(r'<section class="stack-s" lang="([a-z]+)">', page) == ["vi", "ja", "ja", "en"]
