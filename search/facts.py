"""Where words are found, and what is shown of those pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial

from portal import structure

from . import contents
from .folding import Term
from .models import PageText


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    kind: str
    text: str


def pages_with(terms: Sequence[Term], language: str) -> list[int]:
    """Their keys, the best first. One query; with no terms none."""
    if not terms:
        return []
    matches = PageText.objects.matching(terms).shown().in_language(language)
    return list(matches.best_first(terms).values_list("page_id", flat=True))


def found(pages: Sequence[int]) -> Iterator[Found]:
    """One query for those of which nothing is held since something was published."""

    @cache
    def rows() -> dict[int, PageText]:
        return {row.page_id: row for row in PageText.objects.filter(page__in=pages).select_related("page")}

    for page in pages:
        with suppress(KeyError):  # it was taken down a moment ago
            yield structure.hold(f"found:{page}", partial(_found, page, rows))


def _found(page: int, rows: Callable[[], dict[int, PageText]]) -> Found:
    row = rows()[page]
    return Found(row.page.title, row.page.url, contents.kind(row.page), row.text)
