"""What the pages and the upper rooms know of lectures, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail import hooks

from network.people.facts import signed_in_supporter
from portal import pages, structure
from portal.compiled import Compiled, Parameter
from portal.dates import tokyo_day

from ..enums import CourseKind, OtherWay
from ..models import CoursePage, Lecture, LecturePage, WatchedOtherwise, Watching
from .availability import availability, standing_pages


@dataclass(frozen=True)
class Watched:
    """How far one person has come with one lecture."""

    share: int = 0
    has_read_transcript: bool = False
    says_watched_elsewhere: bool = False


@dataclass(frozen=True)
class LectureSurvey:
    """What the room above says of a lecture's survey: state is one of surveys.rules.StepState."""

    state: str
    url: str = ""


@dataclass(frozen=True)
class LectureEntry:
    """`unavailable_reason` is empty while the lecture can be watched; `unavailable_note` may be empty all the same."""

    key: UUID
    kind: str
    number: int
    title: str
    intro: str
    url: str
    language: str
    required_share: int
    unavailable_reason: str = ""
    unavailable_note: str = ""
    # Nothing while it isn't known what is required at all.
    is_required: bool | None = None
    watched: Watched = Watched()
    survey: LectureSurvey | None = None

    @property
    def is_available(self) -> bool:
        return not self.unavailable_reason

    @property
    def language_name(self) -> str:
        return pages.language_name(self.language)


@dataclass(frozen=True)
class CourseEntry:
    key: UUID
    kind: str
    title: str
    intro: str
    url: str
    language: str
    lectures: list[LectureEntry] = field(default_factory=list)


def course_tree(language: str) -> list[CourseEntry]:
    """Both courses with their lectures, each page in this language or else in the first one that has it."""
    kept = structure.remember(f"courses:{language}", lambda: _build_tree(language))
    # A page that has expired is gone, whether or not the clock has come by to unpublish it.
    known, now = availability(), timezone.now()
    standing = {key for key, lecture in known.items() if lecture.stands(now)}
    for page in (page for lecture in known.values() for page in lecture.pages):
        structure.changes_at(page.expires_at)
    return [replace(course, lectures=[one for one in course.lectures if one.key in standing]) for course in kept]


def lectures(language: str) -> list[LectureEntry]:
    return [lecture for course in course_tree(language) for lecture in course.lectures]


def _build_tree(language: str) -> list[CourseEntry]:
    rows = {row.key: row for row in Lecture.objects.prefetch_related("notes")}
    course_keys = {page.path: page.translation_key for page in CoursePage.objects.live()}
    by_course: dict[UUID, list[LectureEntry]] = {}
    for page, shared in _in_best_language(LecturePage, language):
        course_key = course_keys.get(page.path[: -page.steplen])
        row = rows.get(page.translation_key)
        if course_key and row:
            by_course.setdefault(course_key, []).append(_lecture_entry(page, shared, row, language))
    courses = [
        _course_entry(page, shared.kind, by_course.get(page.translation_key, []))
        for page, shared in _in_best_language(CoursePage, language)
    ]
    return sorted(courses, key=lambda course: course.kind != CourseKind.BASIC)


def _in_best_language(model: Any, language: str) -> Iterator[tuple[Any, Any]]:
    """Each page in this language or else in the first that has it, and the one that speaks for all languages.

    Numbers and shares are copied from page to page when an editor synchronises; until then they may differ. What
    everybody is judged by is one page's: that in the first of LANGUAGES that has one.
    """
    by_key: dict[UUID, list[Any]] = {}
    order = [code for code, _name in settings.LANGUAGES]
    for page in sorted(standing_pages(model), key=lambda page: order.index(page.locale.language_code)):
        by_key.setdefault(page.translation_key, []).append(page)
    for found in by_key.values():
        yield next((page for page in found if page.locale.language_code == language), found[0]), found[0]


def _lecture_entry(page: LecturePage, shared: LecturePage, row: Lecture, language: str) -> LectureEntry:
    notes = {note.language: note.text for note in row.notes.all()}
    return LectureEntry(
        key=page.translation_key,
        kind="",
        number=shared.number,
        title=page.title,
        intro=page.intro,
        url=page.url,
        language=page.locale.language_code,
        required_share=shared.required_share,
        unavailable_reason=row.unavailable_reason,
        unavailable_note=notes.get(language, ""),
    )


def _course_entry(page: CoursePage, kind: str, entries: list[LectureEntry]) -> CourseEntry:
    ordered = sorted((replace(entry, kind=kind) for entry in entries), key=lambda entry: entry.number)
    return CourseEntry(
        key=page.translation_key,
        kind=kind,
        title=page.title,
        intro=page.intro,
        url=page.url,
        language=page.locale.language_code,
        lectures=ordered,
    )


def watched_by(supporter_id: int) -> dict[UUID, Watched]:
    """One query for all lectures of which anything is known (L4)."""
    found: dict[UUID, Watched] = {}
    for key, share, way in _watched.all(supporter=supporter_id):
        before = found.get(key, Watched())
        found[key] = Watched(
            max(before.share, share),
            before.has_read_transcript or way == OtherWay.TRANSCRIPT,
            before.says_watched_elsewhere or way == OtherWay.WITHOUT_PLAYER,
        )
    return found


@Compiled
def _watched() -> QuerySet[Any, Any]:
    supporter = Parameter("supporter", Watching, "supporter")
    shares = Watching.objects.filter(supporter_id=supporter)
    said = WatchedOtherwise.objects.filter(supporter_id=supporter)
    return shares.values_list("recording__lecture", "share", Value("")).union(
        said.values_list("lecture", Value(0), "way"), all=True
    )


def courses_for(request: HttpRequest) -> list[CourseEntry]:
    """The tree with what the signed-in person has watched and answered; asked once a request."""
    if not hasattr(request, "_courses_for"):
        request._courses_for = _courses_for(request)  # type: ignore[attr-defined]
    courses: list[CourseEntry] = request._courses_for  # type: ignore[attr-defined]
    return courses


def _courses_for(request: HttpRequest) -> list[CourseEntry]:
    tree = _with_requirements(course_tree(get_language() or settings.LANGUAGE_CODE))
    supporter = signed_in_supporter(request)
    if supporter is None:
        return tree
    watched = watched_by(supporter.pk)
    surveys: dict[UUID, LectureSurvey] = {}
    for answer in hooks.get_hooks("courses_lecture_surveys"):
        surveys |= answer(request, supporter, [lecture for course in tree for lecture in course.lectures], watched)
    return [
        replace(
            course,
            lectures=[
                replace(entry, watched=watched.get(entry.key, Watched()), survey=surveys.get(entry.key))
                for entry in course.lectures
            ],
        )
        for course in tree
    ]


def _with_requirements(tree: list[CourseEntry]) -> list[CourseEntry]:
    """L3: what is required is dated data of the room above, whether the lecture can be watched or not."""
    required = required_lectures(tokyo_day(timezone.now()))
    if not required:
        return tree
    return [
        replace(course, lectures=[replace(one, is_required=one.key in required) for one in course.lectures])
        for course in tree
    ]


def required_lectures(today: date) -> set[UUID]:
    return {key for answer in hooks.get_hooks("courses_required_lectures") for key in answer(today)}
