"""A lecture is locked alone; what somebody has watched, in the order of its keys, after both of their records that are
joined (`network.people.locks` has the order of the whole portal)."""

from __future__ import annotations

from uuid import UUID

from network.models import Supporter

from .models import Lecture, Watching


def lock_lecture(key: UUID) -> Lecture:
    """Weakly: pages, recordings and surveys point at it, and may go on doing so meanwhile."""
    return Lecture.objects.select_for_update(no_key=True).get(pk=key)


def lock_watched_by(*people: Supporter) -> list[Watching]:
    watched = Watching.objects.select_for_update(of=("self",)).select_related("recording")
    return list(watched.filter(supporter__in=people).order_by("pk"))
