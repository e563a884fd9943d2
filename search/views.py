from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal import pages, structure
from portal.forms import LengthValidator
from portal.languages import html_language

from . import facts
from .excerpts import Piece, excerpt, marked
from .folding import MAX_QUERY_CHARACTERS, Term, query_terms
from .models import PageText

RESULTS_ON_A_PAGE = 10
EXCERPT_LETTERS = 180
# A Japanese sign says about as much as two letters.
EXCERPT_SIGNS = {"ja": 90}
# Where somebody goes on who found nothing: slugs below the home page.
WAYS_OUT = ("courses", "how-it-works")


@dataclass(frozen=True)
class Result:
    title: list[Piece]
    url: str
    kind: str
    excerpt: list[Piece]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    typed = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in request.GET.get("q", ""))
    # As it goes back into the field: one line, nothing that can't be seen.
    words = " ".join(typed.split())
    refusal = _refusal(words)
    terms = () if refusal else query_terms(words)
    page_obj = Paginator(facts.pages_with(terms, language), RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    has_found = page_obj.paginator.count > 0
    context = {
        "words": words,
        "refusal": refusal,
        "has_terms": bool(terms),
        "page_obj": page_obj,
        "results": [_result(one, terms, language) for one in facts.found(list(page_obj.object_list))],
        "elsewhere": [] if has_found or not terms else _in_other_languages(words, terms),
        "ways_out": [] if has_found else structure.remember(f"search-ways-out:{language}", lambda: _ways_out(language)),
    }
    return render(request, "search/results.html", context)


def _refusal(words: str) -> str:
    """Of more than is searched for; nothing is cut without a word."""
    try:
        LengthValidator(MAX_QUERY_CHARACTERS)(words)
    except ValidationError as refused:
        return refused.messages[0]
    return ""


def _result(found: facts.Found, terms: Sequence[Term], language: str) -> Result:
    return Result(
        title=marked(found.title, terms),
        url=found.url,
        kind=found.kind,
        excerpt=excerpt(found.text, terms, length=EXCERPT_SIGNS.get(html_language(language), EXCERPT_LETTERS)),
    )


def _in_other_languages(words: str, terms: Sequence[Term]) -> list[dict[str, str | int]]:
    counts = PageText.objects.matching(terms).shown().count_by_language()
    return [
        {"code": code, "name": pages.language_name(code), "count": counts[code], "url": _address(words, code)}
        for code, _name in settings.LANGUAGES
        if code in counts
    ]


def _address(words: str, language: str) -> str:
    with override(language):
        return reverse("search:results", query={"q": words})


def _ways_out(language: str) -> list[dict[str, str]]:
    home = pages.home(language)
    if home is None:
        return []
    found: Sequence[Page] = home.get_children().live().public().filter(slug__in=WAYS_OUT)
    return [{"title": page.title, "url": page.url} for page in found if pages.is_complete(page)]
