from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from portal.names import Name
from portal.templatetags.portal_tags import (
    clock,
    day,
    furigana,
    html_lang,
    minutes,
    moment,
    told,
    without_furigana,
    yen,
)
from portal.templatetags.table_tags import labelled


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("｜伴走《ばんそう》します", "<ruby>伴走<rp>(</rp><rt>ばんそう</rt><rp>)</rp></ruby>します"),
        ("no marks", "no marks"),
        ("｜open", "｜open"),
        ("<b>", "&lt;b&gt;"),
        ("E-mail: your e-mail, <e-mail>", "E\u2011mail: your e\u2011mail, &lt;e\u2011mail&gt;"),
        ("By e-mails. Or e-mail.", "By e\u2011mails. Or e\u2011mail."),
        ("/e-mail/ me@e-mail.org e-mail@me.org e-mail.org", "/e-mail/ me@e-mail.org e-mail@me.org e-mail.org"),
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


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        ("vi", "Nhóm"),
        ("ja", '<span lang="vi">Nhóm</span>'),
        ("en", "<ruby>組<rp>(</rp><rt>くみ</rt><rp>)</rp></ruby>"),
    ],
)
def test_name_in_another_language_than_the_page_says_which(reader: str, shown: str) -> None:
    name = Name({"vi": "Nhóm"}) if reader != "en" else Name({"en": "｜組《くみ》"})

    with translation.override(reader):
        assert furigana(name) == shown


def test_name_in_japanese_is_of_the_language_of_a_page_in_plain_japanese() -> None:
    with translation.override("ja-hira"):
        assert furigana(Name({"ja": "受講"})) == "受講"


def test_nothing_is_shown_as_nothing() -> None:
    assert furigana(None) == ""


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Sunday, 1 March 2026, 00:30"), ("ja", "2026年3月1日（日） 00:30")]
)
def test_moment_is_the_tokyo_day_with_its_time(language: str, said: str) -> None:
    with translation.override(language):
        assert moment(datetime(2026, 2, 28, 15, 30, tzinfo=UTC)) == said


def test_minutes_are_read_as_they_are_spoken() -> None:
    with translation.override("ja-hira"):
        read = {count: minutes(count) for count in (*range(1, 11), 60)}

    pun, fun = "｜分《ぷん》", "｜分《ふん》"
    assert read == {count: f"{count}{fun if count in (2, 5, 7, 9) else pun}" for count in read}


@pytest.mark.parametrize(("count", "said"), [(1, "1 minute"), (3, "3 minutes"), (5, "5 minutes")])
def test_one_minute_is_one_in_english(count: int, said: str) -> None:
    with translation.override("en"):
        assert minutes(count) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 2, 28, 15, 30, tzinfo=UTC), "Sunday, 1 March 2026, 00:30"),
        (date(2026, 3, 1), "Sunday, 1 March 2026"),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        ("Lan", "Lan"),
        (["Thai", "Nepali"], "Thai\nNepali"),
        ([], "–"),
        ("", "–"),
        (None, "–"),
    ],
)
def test_personal_value_is_told_in_words_and_its_lack_too(value: object, said: str) -> None:
    with translation.override("en"):
        assert told(value) == said


def test_cells_are_labelled_by_their_columns() -> None:
    assert labelled(["Lan", 3], ["Name", "Visits"]) == [("Lan", "Name"), (3, "Visits")]


def test_row_of_another_length_than_its_head_is_no_table() -> None:
    with pytest.raises(ValueError, match="zip"):
        labelled(["Lan"], ["Name", "Visits"])
