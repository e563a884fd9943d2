from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.payees.rules.kana import LONGEST, PERMITTED, Holder, KanaReason, Offence, read_holder

WRITTEN = st.text(st.one_of(st.characters(), st.sampled_from("かがきぱぁっゃーカガｶﾞﾊﾟヴゔ゛゜ﾞﾟ・-.()「」￥　 aZ９")))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ｸﾞｴﾝ ﾃｲ ﾗﾝ", "ｸﾞｴﾝ ﾃｲ ﾗﾝ"),
        ("グエン　ティ　ラン", "ｸﾞｴﾝ ﾃｲ ﾗﾝ"),
        ("ぐえん てぃ らん", "ｸﾞｴﾝ ﾃｲ ﾗﾝ"),
        ("グエン・ティ・ラン", "ｸﾞｴﾝ.ﾃｲ.ﾗﾝ"),
        ("  ハ゛ン\t ﾊ゜  ", "ﾊﾞﾝ ﾊﾟ"),
        ("か\u3099", "ｶﾞ"),
        ("ヴァレリー", "ｳﾞｱﾚﾘ-"),
        ("ｼﾞｮｰｼﾞ", "ｼﾞﾖ-ｼﾞ"),
        ("ヵヶっゎ", "ｶｹﾂﾜ"),
        ("nguyen thi lan", "NGUYEN THI LAN"),
        ("ＮＧＵＹＥＮ−Ｔｈｉ", "NGUYEN-THI"),
        ("カ）０１／（２），．", "ｶ)01/(2),."),
        ("「￥¥」｢\\｣", "｢\\\\｣｢\\｣"),
    ],
)
def test_holder_is_written_as_banks_do(typed: str, text: str) -> None:
    assert read_holder(typed).text == text


@pytest.mark.parametrize(
    ("typed", "offences"),
    [
        ("山田 ﾊﾅｺ", [("山", 1), ("田", 2)]),
        ("Nguyễn", [("ễ", 5)]),
        ("ｶｦﾙ", [("ｦ", 2)]),
        ("ヰヱヷ", [("ヰ", 1), ("ヱ", 2), ("ヷ", 3)]),
        ("ノ゛ﾞ", [("ノ゛", 1), ("ﾞ", 2)]),
        ("㈱ﾊﾅ", [("㈱", 1)]),
        ("ß🌸", [("ß", 1), ("🌸", 2)]),
        ("ｱ\u200bｲ\x00", [("\u200b", 2), ("\x00", 4)]),
    ],
)
def test_holder_names_all_that_a_bank_file_cannot_hold(typed: str, offences: list[tuple[str, int]]) -> None:
    holder = read_holder(typed)

    assert (holder.text, holder.reasons) == ("", (KanaReason.NOT_PERMITTED,))
    assert holder.offences == tuple(Offence(*offence) for offence in offences)


def test_character_that_cannot_be_seen_is_named_by_its_number() -> None:
    assert [Offence(character, 1).name for character in ("山", "\u200b")] == ["山", "U+200B"]


def test_holder_is_measured_in_bytes_of_the_file() -> None:
    assert read_holder("ガ" * 15).text == "ｶﾞ" * 15
    assert read_holder("ガ" * 15 + "ア") == Holder(reasons=(KanaReason.TOO_LONG,), length=31)


def test_holder_that_is_wrong_twice_is_told_so_at_once() -> None:
    assert read_holder("山" + "a" * LONGEST).reasons == (KanaReason.NOT_PERMITTED, KanaReason.TOO_LONG)


@pytest.mark.parametrize("typed", ["", " ", "　\t\n"])
def test_holder_that_is_empty_is_refused(typed: str) -> None:
    assert read_holder(typed) == Holder(reasons=(KanaReason.EMPTY,))


@given(WRITTEN)
def test_holder_has_permitted_characters_and_length_or_reasons(typed: str) -> None:
    holder = read_holder(typed)

    assert bool(holder.text) is not bool(holder.reasons)
    assert bool(holder.offences) is (KanaReason.NOT_PERMITTED in holder.reasons)
    if holder.text:
        assert PERMITTED.fullmatch(holder.text)
        assert len(holder.text.encode("cp932")) == len(holder.text) == holder.length <= LONGEST
        assert not re.search("[ｦ-ｰ]|  |^ | $", holder.text)


@given(WRITTEN)
def test_holder_once_read_stays_as_it_is(typed: str) -> None:
    text = read_holder(typed).text

    assert not text or read_holder(text).text == text
