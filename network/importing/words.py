"""Words that people write in spreadsheets, in whatever language and spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.utils import translation

from ..people.enums import LanguageLevel, Prefecture, SpokenLanguage

# In them the lists of the portal are known as they are shown. Plain Japanese is Japanese with readings.
LANGUAGES = ("en", "vi", "ja")
# Voiced and half-voiced kana differ by these marks: が is not か.
MARKS_OF_KANA = "\u3099\u309a"
# Not of 京都, which is a name of two signs.
WORD_PREFECTURE = re.compile(r"(?<=..)[都府県]$")
NOT_OF_THE_WORD = set(" \t\n.·・_-‐–—:*'’\"()（）")

YES = (
    "yes",
    "y",
    "true",
    "1",
    "o",
    "○",
    "◯",
    "〇",
    "◎",
    "✓",
    "✔",
    "☑",
    "レ",
    "はい",
    "有",
    "有り",
    "あり",
    "済",
    "済み",
    "có",
    "rồi",
)
# A Latin x is no answer: it ticks a box in Vietnam, and refuses in Japan.
NO = ("no", "n", "false", "0", "×", "✕", "✗", "✘", "いいえ", "無", "無し", "なし", "未", "không", "chưa")

OTHER_NAMES = {
    SpokenLanguage.VIETNAMESE: ("ベトナム", "越南語", "việt"),
    SpokenLanguage.ENGLISH: ("anh văn", "anh ngữ"),
    SpokenLanguage.JAPANESE: ("nhật ngữ", "nihongo"),
    SpokenLanguage.CHINESE: ("中文", "汉语", "漢語", "北京語", "普通話", "mandarin", "tiếng hoa", "hoa"),
    SpokenLanguage.KOREAN: ("韓国語", "朝鮮語", "ハングル", "한국어"),
    SpokenLanguage.TAGALOG: ("filipino", "フィリピン語", "ピリピノ語", "tiếng philippines"),
    SpokenLanguage.PORTUGUESE: ("português", "ブラジル語"),
    SpokenLanguage.SPANISH: ("español", "西語"),
    SpokenLanguage.NEPALI: ("नेपाली", "nepalese"),
    SpokenLanguage.BURMESE: ("ミャンマー語", "myanmar", "tiếng myanmar"),
    SpokenLanguage.INDONESIAN: ("bahasa indonesia",),
    SpokenLanguage.KHMER: ("カンボジア語", "cambodian", "tiếng campuchia"),
    SpokenLanguage.SINHALA: ("シンハリ語", "sinhalese", "スリランカ語"),
    SpokenLanguage.BENGALI: ("bangla", "ベンガリ語", "バングラ語"),
    SpokenLanguage.URDU: ("ウルドゥ語",),
    SpokenLanguage.HINDI: ("ヒンディ語",),
    SpokenLanguage.PERSIAN: ("farsi", "ペルシャ語", "dari"),
    SpokenLanguage.FRENCH: ("français", "仏語"),
    SpokenLanguage.OTHER: ("other", "その他", "khác"),
}
OTHER_LEVELS = {
    LanguageLevel.MOTHER_TONGUE: ("母語", "母国語", "ネイティブ", "native", "mother", "tiếng mẹ đẻ", "mẹ đẻ"),
    LanguageLevel.FLUENT: ("流暢", "堪能", "ビジネス", "fluent", "business", "thành thạo", "lưu loát"),
    LanguageLevel.EVERYDAY: ("日常会話", "日常", "everyday", "daily", "conversation", "giao tiếp"),
}


def folded(text: str) -> str:
    """What is left when case, width, marks, spaces and points are no difference: Tiếng Việt → tiengviet."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign) or sign in MARKS_OF_KANA)
    composed = unicodedata.normalize("NFC", bare)
    return "".join(sign for sign in composed if sign not in NOT_OF_THE_WORD and not sign.isspace())


@lru_cache(maxsize=1)
def answers() -> dict[str, bool]:
    return {**dict.fromkeys(map(folded, YES), True), **dict.fromkeys(map(folded, NO), False)}


@lru_cache(maxsize=1)
def prefectures() -> dict[str, str]:
    """東京都, 東京, Tokyo, 13 and 1 for 01."""
    known = {}
    for prefecture in Prefecture:
        names = {prefecture.value, str(int(prefecture.value)), *_shown(prefecture)}
        names |= {WORD_PREFECTURE.sub("", name) for name in names}
        names |= {f"{name}{word}" for name in names if name.isalpha() for word in ("ken", "to", "fu", "prefecture")}
        names |= {f"tỉnh {name}" for name in names if name.isalpha()}
        known.update(dict.fromkeys(map(folded, names), prefecture.value))
    return known


@lru_cache(maxsize=1)
def spoken_languages() -> dict[str, str]:
    """ベトナム語, Vietnamese, Tiếng Việt, việt and vi."""
    known = {}
    for language in SpokenLanguage:
        names = {language.value, *_shown(language), *OTHER_NAMES.get(language, ())}
        names |= set(_without_the_word_language(names))
        known.update(dict.fromkeys(map(folded, names), language.value))
    return known


@lru_cache(maxsize=1)
def levels() -> dict[str, str]:
    known = {}
    for level in LanguageLevel:
        names = {level.value, *_shown(level), *OTHER_LEVELS[level]}
        known.update(dict.fromkeys(map(folded, names), level.value))
    return known


def _without_the_word_language(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if len(name) > 2:
            yield name.removesuffix("語")
        if name.lower().startswith("tiếng "):
            yield name[len("tiếng ") :]


def _shown(choice: Prefecture | SpokenLanguage | LanguageLevel) -> Iterable[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield str(choice.label)
