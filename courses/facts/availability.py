"""What decides whether a lecture is given out: one row, and the pages of all languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from network.people.facts import signed_in_supporter
from portal import pages, structure
from portal.refusals import Decision

from ..models import Lecture, LecturePage, Recording
from ..rules.availability import Availability, PageFacts, Reader, judge_giving


@dataclass(frozen=True)
class Consequence:
    """What taking a lecture down means in a room above, and where something can be done about it."""

    text: str
    url: str = ""
    action: str = ""


KEEPS_RECORDINGS = "courses.change_recording"


def availability() -> dict[UUID, Availability]:
    return structure.remember("availability", _availability)


def lectures_below(page: Page) -> set[UUID]:
    """The page's own among them."""
    return set(LecturePage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True))


def gone_of(keys: set[UUID]) -> list[UUID]:
    """Those that stand in no language, as this transaction sees it."""
    known, now = _availability() if keys else {}, timezone.now()
    return [key for key in keys if not known.get(key, Availability()).stands(now)]


def _availability() -> dict[UUID, Availability]:
    known: dict[UUID, list[PageFacts]] = {}
    for page, facts in _judged_pages(LecturePage):
        known.setdefault(page.translation_key, []).append(facts)
    rows = Lecture.objects.values_list("key", "unavailable_since")
    return {key: Availability(since, tuple(known.get(key, ()))) for key, since in rows}


def standing_pages(model: Any) -> list[Any]:
    """Those of all languages that readers see, in the order of the site."""
    now = timezone.now()
    return [page for page, facts in _judged_pages(model) if facts.stands(now)]


def _judged_pages(model: Any) -> Iterator[tuple[Any, PageFacts]]:
    live = set(Page.objects.live().filter(depth__lte=LEVELS_ABOVE).values_list("path", flat=True))
    for page in model.objects.select_related("locale").order_by("path"):
        above = (page.path[:length] for length in range(page.steplen, len(page.path), page.steplen))
        yield (
            page,
            PageFacts(
                language=page.locale.language_code,
                is_live=page.live,
                are_pages_above_live=live.issuperset(above),
                is_whole=page.live and pages.is_complete(page),
                expires_at=page.expire_at,
            ),
        )


def consequences(key: UUID) -> list[Consequence]:
    return [found for answer in hooks.get_hooks("courses_lecture_consequences") for found in answer(key)]


# Root, home, index, course.
LEVELS_ABOVE = 4


def lecture_of(recording_id: int) -> UUID | None:
    known: dict[int, UUID] = structure.remember(
        "lectures-of-recordings", lambda: dict(Recording.objects.values_list("pk", "lecture_id"))
    )
    return known.get(recording_id)


def may_watch(request: HttpRequest) -> bool:
    """L7: registered people who are signed in; and staff, who must see what they publish."""
    supporter = signed_in_supporter(request)
    if supporter is not None:
        return not supporter.has_left
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")


def availability_of(lecture: Lecture) -> Availability:
    """As the row says now: where bytes are given out, nobody trusts what was kept of it."""
    kept = availability().get(lecture.pk, Availability())
    return replace(kept, unavailable_since=lecture.unavailable_since)


def judge_reader(request: HttpRequest, lecture: Availability, *, at_work: bool) -> Decision:
    """`at_work`: where editors look at what they keep, not at what others see. Others are never asked for a right."""
    now = timezone.now()
    reader = Reader(may_learn=may_watch(request))
    decision = judge_giving(lecture, reader, now)
    if decision.is_allowed or not at_work or not request.user.has_perm(KEEPS_RECORDINGS):
        return decision
    return judge_giving(lecture, Reader(reader.may_learn, keeps_recordings=True), now)
