from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from modelsearch.query import And, Phrase
from modelsearch.queryset import SearchableQuerySetMixin
from wagtail.models import Page
from wagtail.search import index

from portal import pages

from .folding import Term, side_by_side, stored


class PageTextQuerySet(SearchableQuerySetMixin, models.QuerySet["PageText"]):
    def shown(self) -> PageTextQuerySet:
        """Asked anew at every search: a page is gone from the results the moment it is locked or unpublished."""
        restricted = (Q(page__path__startswith=path) for path in pages.restricted_paths())
        return self.filter(page__live=True, page__alias_of=None).exclude(reduce(or_, restricted, Q(pk__in=[])))

    def in_language(self, code: str) -> PageTextQuerySet:
        return self.filter(page__locale__language_code=code)

    def matching(self, terms: Sequence[Term]) -> PageTextQuerySet:
        """The pages that hold all terms (at least one), each as a phrase."""
        phrases = And([Phrase(stored(term)) for term in terms])
        found: PageTextQuerySet = self.search(phrases, order_by_relevance=False).get_queryset().order_by()
        return found

    def best_first(self, terms: Sequence[Term]) -> PageTextQuerySet:
        """All terms in the title, then all side by side, then the rest: each in the order of the site.

        Both databases' own ranks differ. Side by side counts because Vietnamese parts its words into syllables.
        """
        in_title = Q(*[Q(title_tokens__contains=f" {stored(term)} ") for term in terms])
        together = Q(tokens__contains=f" {stored(side_by_side(terms))} ")
        rank = Case(When(in_title, then=Value(0)), When(together, then=Value(1)), default=Value(2))
        return self.annotate(rank=rank).order_by("rank", "page__path")

    def count_by_language(self) -> dict[str, int]:
        counted = self.order_by().values_list("page__locale__language_code").annotate(count=Count("pk"))
        return dict(counted)


class PageText(index.Indexed, models.Model):
    """What a page says, made ready to be found. Page types needn't know of it: they stand in lower rooms."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    title_tokens = models.TextField()
    tokens = models.TextField()

    objects = PageTextQuerySet.as_manager()

    search_fields = [index.SearchField("tokens")]
    # `actions` writes the index in the same transaction: a task could be late, or fail and not be tried again.
    search_auto_update = False
    # An editor who deletes a page needn't hear that the search "uses" it.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"text of page {self.page_id}"
