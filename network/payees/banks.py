"""Banks and branches of Japan, from the data that the package `zengin-code` carries. Nothing is fetched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import jaconv

from portal.dates import TOKYO

# As people say it → as the data has it.
SHORT_FORMS = {
    "信用金庫": "信金",
    "信用組合": "信組",
    "労働金庫": "労金",
    "農業協同組合": "農協",
    "漁業協同組合": "漁協",
    "しんようきんこ": "しんきん",
    "しんようくみあい": "しんくみ",
}
# What the data leaves out, where more was said than this.
LEFT_OUT = re.compile("(?<=.)(銀行|支店|ぎんこう|してん)$")
SAID_ALONE = {"銀行", "支店", "ぎんこう", "してん", "bank", "branch", "ginko", "ginkou", "shiten"}
LONG_MARKS = re.compile("[-ー‐‑–—−・.]")
MACRONS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")
# "yuuchiyo" is how the data spells what people write "Yucho".
ROMANISED = (
    (re.compile("(ch|sh|j)iy(?=[aou])"), r"\1"),
    (re.compile("([bgkmnhpr])iy(?=[aou])"), r"\1y"),
    (re.compile("ou"), "o"),
    (re.compile(r"([aeiou])\1"), r"\1"),
)


@dataclass(frozen=True)
class Place:
    """A bank or a branch."""

    code: str
    name: str
    kana: str
    roman: str
    words: tuple[str, ...]

    def matches(self, wanted: str) -> bool:
        return any(wanted in word or _romanised(wanted) in word for word in self.words)


def data_date() -> date:
    """The day of the data: the last part of the package's version."""
    return datetime.strptime(_data().__version__.rpartition(".")[2], "%Y%m%d").replace(tzinfo=TOKYO).date()


def bank(code: str) -> Place | None:
    return _banks().get(code)


def branch(bank_code: str, code: str) -> Place | None:
    return _branches(bank_code).get(code)


def find_banks(typed: str) -> list[Place]:
    return _found(_banks().values(), typed)


def find_branches(bank_code: str, typed: str) -> list[Place]:
    return _found(_branches(bank_code).values(), typed)


def few_branches(bank_code: str, most: int) -> list[Place]:
    """All of them where nobody has to search."""
    branches = list(_branches(bank_code).values())
    return branches if len(branches) <= most else []


def _found(places: Iterable[Place], typed: str) -> list[Place]:
    """By the beginning of a code, or by words of the name: whole names first, then beginnings, then the rest."""
    wanted = _folded(typed).split()
    words = [_said_shortly(word) for word in wanted if word not in SAID_ALONE]
    if not words:
        return []
    if len(words) == 1 and words[0].isdigit():
        return [place for place in places if place.code.startswith(words[0])]
    found = [place for place in places if all(place.matches(word) for word in words)]
    return sorted(found, key=lambda place: _distance(place, words[0]))


def _distance(place: Place, word: str) -> tuple[bool, bool, str]:
    return (word not in place.words, not any(name.startswith(word) for name in place.words), place.code)


@lru_cache(maxsize=1)
def _banks() -> dict[str, Place]:
    return {code: _place(row) for code, row in _data().Bank.all.items()}


@lru_cache(maxsize=64)
def _branches(bank_code: str) -> dict[str, Place]:
    found = _data().Bank.all.get(bank_code)
    return {code: _place(row) for code, row in found.branches.items()} if found else {}


def _data() -> Any:
    """Reads 29 000 branches when it is first imported, so not before somebody asks."""
    import zengin_code

    return zengin_code


def _place(row: Any) -> Place:
    words = {_said_shortly(_folded(name)) for name in (row.name, row.hira, row.roma)}
    return Place(row.code, row.name, row.kana, row.roma, tuple(words | {_romanised(word) for word in words}))


def _said_shortly(word: str) -> str:
    for long, short in SHORT_FORMS.items():
        word = word.replace(long, short)
    return LEFT_OUT.sub("", word)


def _folded(text: str) -> str:
    """Width, case, small kana, long vowels and macrons don't matter."""
    usual = unicodedata.normalize("NFKC", text).casefold().translate(MACRONS)
    return LONG_MARKS.sub("", jaconv.kata2hira(jaconv.enlarge_smallkana(jaconv.hira2kata(usual))))


def _romanised(word: str) -> str:
    for spelling, to in ROMANISED:
        word = spelling.sub(to, word)
    return word
