"""Texts made comparable, and cut into what a search index can find again.

SQLite and PostgreSQL know nothing of Vietnamese marks or Japanese words; with this done before them both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_QUERY_CHARACTERS = 200
MAX_QUERY_TERMS = 12
MAX_WORD_CHARACTERS = 64
"""PostgreSQL drops words beyond 2 KB; cut alike in text and query, long ones still meet."""

Term = tuple[str, ...]

BREAK = "。"
"""Between Japanese runs; no query holds it."""

_FURIGANA = re.compile(r"｜([^｜《》]*)《[^《》]*》")
# Voiced and half-voiced sound marks tell か from が and は from ぱ: letters of their own, not accents.
_SOUND_MARKS = "\u3099\u309a"
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_LETTERS_WITHOUT_MARKS = str.maketrans({"đ": "d"}) | _KATAKANA_TO_HIRAGANA

_JAPANESE = r"\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d\u309e\u30fc\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_ONE_JAPANESE = re.compile(f"[{_JAPANESE}]")
_RUNS = re.compile(rf"(?P<japanese>[{_JAPANESE}]+)|(?P<word>(?:(?![{_JAPANESE}])[^\W_])+)")


def fold(text: str) -> str:
    """One spelling for all that a reader takes as the same: width, case, accents, kana; readings left out."""
    bare = _FURIGANA.sub(r"\1", text)
    folded = unicodedata.normalize("NFKC", bare).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    letters = "".join(_visible(character) for character in decomposed).translate(_LETTERS_WITHOUT_MARKS)
    return " ".join(unicodedata.normalize("NFKC", letters).split())


def index_tokens(text: str) -> list[str]:
    """Words and Japanese pairs in reading order, so that phrases match; then each single Japanese character once."""
    runs = _runs(fold(text))
    in_order = side_by_side(tuple(_tokens(run, is_japanese)) for run, is_japanese in runs)
    single = dict.fromkeys(character for run, is_japanese in runs if is_japanese and len(run) > 1 for character in run)
    return [*in_order, *single]


def query_terms(text: str) -> tuple[Term, ...]:
    """What all must be found: each term is a phrase of tokens as `index_tokens` makes them.

    Holds letters and digits only, so that nothing a person types can be taken for the syntax of a search engine.
    """
    runs = _runs(fold(text[:MAX_QUERY_CHARACTERS]))
    terms = dict.fromkeys(tuple(_tokens(run, is_japanese)) for run, is_japanese in runs)
    return tuple(terms)[:MAX_QUERY_TERMS]


def side_by_side(terms: Iterable[Term]) -> list[str]:
    """The terms' tokens in a row. Japanese ones are kept apart: of 会議・議室 the pairs alone would spell 会議室."""
    tokens: list[str] = []
    for term in terms:
        if tokens and _is_japanese(tokens[-1]) and _is_japanese(term[0]):
            tokens.append(BREAK)
        tokens += term
    return tokens


def stored(tokens: Iterable[str]) -> str:
    """As they are written into the index, so that no database's own reading of words can part or join them.

    PostgreSQL's parser and SQLite's tokenizer differ on combining marks, numbers such as 1e5 and rare letters. Neither
    does anything to a word of small ASCII letters and digits.
    """
    return " ".join(f"x{token}" if token.isascii() else f"z{token.encode().hex()}" for token in tokens)


def _is_japanese(token: str) -> bool:
    return _ONE_JAPANESE.match(token) is not None


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    is_accent = category in {"Mn", "Me"} and character not in _SOUND_MARKS
    # Formatting characters can't be seen, lone surrogates can't be stored.
    return "" if is_accent or category in {"Cf", "Cs"} else character


def _runs(folded: str) -> list[tuple[str, bool]]:
    return [(match.group(), match.lastgroup == "japanese") for match in _RUNS.finditer(folded)]


def _tokens(run: str, is_japanese: bool) -> list[str]:
    if not is_japanese:
        return [run[:MAX_WORD_CHARACTERS]]
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
