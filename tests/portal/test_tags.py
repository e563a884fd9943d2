from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from portal.templatetags.portal_tags import clock, day, furigana, html_lang, without_furigana, yen


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("｜伴走《ばんそう》します", "<ruby>伴走<rp>(</rp><rt>ばんそう</rt><rp>)</rp></ruby>します"),
        ("no marks", "no marks"),
        ("｜open", "｜open"),
        ("<b>", "&lt;b&gt;"),
        ("｜<i>《x》", "<ruby>&lt;i&gt;<rp>(</rp><rt>x</rt><rp>)</rp></ruby>"),
    ],
)
def test_furigana(written: str, shown: str) -> None:
    assert furigana(written) == shown


def test_furigana_is_left_out_where_no_markup_can_stand() -> None:
    assert without_furigana("｜伴走《ばんそう》と｜講義《こうぎ》") == "伴走と講義"


@pytest.mark.parametrize(("language", "printed"), [("vi", "vi"), ("ja", "ja"), ("ja-hira", "ja"), ("en", "en")])
def test_plain_japanese_is_japanese_to_screen_readers(language: str, printed: str) -> None:
    with translation.override(language):
        assert html_lang() == printed


def test_instant_is_shown_as_its_tokyo_day_and_time() -> None:
    late = datetime(2026, 2, 28, 15, 30, tzinfo=UTC)

    with translation.override("en"):
        assert (day(late), clock(late)) == (day(date(2026, 3, 1)), "00:30")


@pytest.mark.parametrize(
    ("language", "amount", "month"),
    [
        ("vi", "8.000", "tháng 1/2026"),
        ("ja", "8,000", "2026年1月"),
        ("ja-hira", "8,000", "2026年1月"),
        ("en", "8,000", "January 2026"),
    ],
)
def test_amounts_and_months_read_well_within_a_sentence(language: str, amount: str, month: str) -> None:
    with translation.override(language):
        assert amount in yen(8000)
        assert date_format(date(2026, 1, 1), "YEAR_MONTH_FORMAT") == month
