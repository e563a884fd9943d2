"""Locks of papers. Their people, where they are locked too, come before (`people.locks`)."""

from __future__ import annotations

from collections.abc import Iterable

from ..people.models import Supporter
from .models import Papers


def lock_papers(pk: int) -> Papers:
    return Papers.objects.select_for_update(of=("self",)).select_related("supporter", "term").get(pk=pk)


def lock_papers_of(people: Iterable[Supporter]) -> list[Papers]:
    return list(Papers.objects.select_for_update().filter(supporter__in=people).order_by("pk"))
