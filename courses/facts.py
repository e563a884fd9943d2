"""What the pages and the upper rooms know of lectures, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail import hooks

from network.facts import signed_in_supporter
from portal import pages, structure

from . import rules
from .enums import CourseKind, OtherWay
from .models import Caption, CoursePage, Lecture, LecturePage, Recording, Transcript, WatchedOtherwise, Watching

LANGUAGE_ORDER = [code for code, _name in settings.LANGUAGES]

OPENING_SALT = "courses.opening"
OPENING_SECONDS = 24 * 60 * 60


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
    key: UUID
    kind: str
    number: int
    title: str
    intro: str
    url: str
    language: str
    is_available: bool
    required_share: int
    watched: Watched = Watched()
    survey: LectureSurvey | None = None

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


@dataclass(frozen=True)
class Track:
    language: str
    name: str
    url: str


@dataclass(frozen=True)
class RecordingEntry:
    pk: int
    language: str
    name: str
    minutes: int
    duration_ms: int
    video_url: str
    video_bytes: int
    audio_url: str
    audio_bytes: int
    captions: list[Track]
    transcripts: list[Track]


def course_tree(language: str) -> list[CourseEntry]:
    """Both courses with their lectures, each page in this language or else in the first one that has it."""
    return structure.remember(f"courses:{language}", lambda: _build_tree(language))


def lectures(language: str) -> list[LectureEntry]:
    return [lecture for course in course_tree(language) for lecture in course.lectures]


def _build_tree(language: str) -> list[CourseEntry]:
    by_course: dict[UUID, list[LectureEntry]] = {}
    course_keys = {page.path: page.translation_key for page in CoursePage.objects.live()}
    for page in _in_best_language(LecturePage, language):
        course_key = course_keys.get(page.path[: -page.steplen])
        if course_key:
            by_course.setdefault(course_key, []).append(_lecture_entry(page))
    courses = sorted(_in_best_language(CoursePage, language), key=lambda page: page.kind != CourseKind.BASIC)
    return [_course_entry(page, by_course.get(page.translation_key, [])) for page in courses]


def _in_best_language(model: Any, language: str) -> list[Any]:
    order = [language, *(code for code, _name in settings.LANGUAGES if code != language)]
    found: dict[UUID, Any] = {}
    live = model.objects.live().select_related("locale").order_by("path")
    for page in sorted(live, key=lambda page: order.index(page.locale.language_code)):
        if page.translation_key not in found and pages.is_complete(page):
            found[page.translation_key] = page
    return list(found.values())


def _lecture_entry(page: LecturePage) -> LectureEntry:
    return LectureEntry(
        key=page.translation_key,
        kind="",
        number=page.number,
        title=page.title,
        intro=page.intro,
        url=page.url,
        language=page.locale.language_code,
        is_available=page.is_available,
        required_share=page.required_share,
    )


def _course_entry(page: Any, entries: list[LectureEntry]) -> CourseEntry:
    ordered = sorted((replace(entry, kind=page.kind) for entry in entries), key=lambda entry: entry.number)
    return CourseEntry(
        key=page.translation_key,
        kind=page.kind,
        title=page.title,
        intro=page.intro,
        url=page.url,
        language=page.locale.language_code,
        lectures=ordered,
    )


def watched_by(supporter_id: int) -> dict[UUID, Watched]:
    """One query for all lectures (L4)."""
    best = (
        Watching.objects.filter(supporter_id=supporter_id, recording__lecture=OuterRef("pk"))
        .values("recording__lecture")
        .annotate(best=Max("share"))
        .values("best")
    )
    said = WatchedOtherwise.objects.filter(supporter_id=supporter_id, lecture=OuterRef("pk"))
    rows = Lecture.objects.annotate(
        share=Coalesce(Subquery(best), 0),
        read=Exists(said.filter(way=OtherWay.TRANSCRIPT)),
        elsewhere=Exists(said.filter(way=OtherWay.WITHOUT_PLAYER)),
    )
    return {key: Watched(*rest) for key, *rest in rows.values_list("key", "share", "read", "elsewhere")}


def courses_for(request: HttpRequest) -> list[CourseEntry]:
    """The tree with what the signed-in person has watched and answered; asked once a request."""
    if not hasattr(request, "_courses_for"):
        request._courses_for = _courses_for(request)  # type: ignore[attr-defined]
    courses: list[CourseEntry] = request._courses_for  # type: ignore[attr-defined]
    return courses


def _courses_for(request: HttpRequest) -> list[CourseEntry]:
    tree = course_tree(get_language() or settings.LANGUAGE_CODE)
    supporter = signed_in_supporter(request)
    if supporter is None:
        return tree
    watched = watched_by(supporter.pk)
    surveys: dict[UUID, LectureSurvey] = {}
    for answer in hooks.get_hooks("courses_lecture_surveys"):
        surveys |= answer(supporter, [lecture for course in tree for lecture in course.lectures], watched)
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


def recordings_of(key: UUID) -> list[RecordingEntry]:
    language = get_language()
    return structure.remember(f"recordings:{key}:{language}", lambda: _build_recordings(key))


def _build_recordings(key: UUID) -> list[RecordingEntry]:
    found = Recording.objects.filter(lecture_id=key).prefetch_related("captions", "transcripts")
    return [_recording_entry(recording) for recording in found]


def _own_language_first(child: Caption | Transcript) -> tuple[bool, int]:
    own = (get_language() or "").split("-")[0]
    return child.language != own, LANGUAGE_ORDER.index(child.language)


def _recording_entry(recording: Any) -> RecordingEntry:
    def tracks(children: Any, view: str) -> list[Track]:
        return [
            Track(child.language, pages.language_name(child.language), reverse(view, args=[child.pk]))
            for child in sorted(children.all(), key=_own_language_first)
        ]

    return RecordingEntry(
        pk=recording.pk,
        language=recording.language,
        name=pages.language_name(recording.language),
        minutes=max(1, round(recording.duration_ms / 60_000)),
        duration_ms=recording.duration_ms,
        video_url=reverse("courses:video", args=[recording.pk]),
        video_bytes=recording.video_bytes,
        audio_url=reverse("courses:audio", args=[recording.pk]) if recording.audio else "",
        audio_bytes=recording.audio_bytes,
        captions=tracks(recording.captions, "courses:captions"),
        transcripts=tracks(recording.transcripts, "courses:transcript"),
    )


def may_watch(request: HttpRequest) -> bool:
    """L7: registered people who are signed in; and staff, who must see what they publish."""
    supporter = signed_in_supporter(request)
    if supporter is not None:
        return not supporter.has_left
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")


def lecture_context(page: LecturePage, request: HttpRequest) -> dict[str, Any]:
    """What the lecture's page shows: the player for who may watch, the way there for everybody else."""
    courses = courses_for(request)
    entries = [entry for course in courses for entry in course.lectures]
    entry = next((entry for entry in entries if entry.key == page.translation_key), None)
    course = next((course for course in courses if entry in course.lectures), None)
    context = {"course": course, "entry": entry, "may_watch": may_watch(request), "after": _after(entry, course)}
    if context["may_watch"] and page.is_available:
        context |= _player_context(page, request)
    return context


def _after(entry: LectureEntry | None, course: CourseEntry | None) -> LectureEntry | None:
    if entry is None or course is None:
        return None
    return next((other for other in course.lectures if other.number > entry.number), None)


def _player_context(page: LecturePage, request: HttpRequest) -> dict[str, Any]:
    recordings = recordings_of(page.translation_key)
    if not recordings:
        return {"recordings": []}
    chosen = _choose(recordings, request.GET.get("recording", ""))
    context: dict[str, Any] = {"recordings": recordings, "recording": chosen}
    context["listens"] = bool(chosen.audio_url) and request.GET.get("sound") == "only"
    supporter = signed_in_supporter(request)
    if supporter is not None:
        context |= _resume_context(supporter.pk, chosen)
    return context


def _choose(recordings: list[RecordingEntry], wanted: str) -> RecordingEntry:
    """The one asked for, or else the one spoken in the reader's language, or else the first."""
    language = (get_language() or "").split("-")[0]
    by_wish = [recording for recording in recordings if str(recording.pk) == wanted]
    by_language = [recording for recording in recordings if recording.language == language]
    return [*by_wish, *by_language, *recordings][0]


def _resume_context(supporter_id: int, recording: RecordingEntry) -> dict[str, Any]:
    watching = Watching.objects.filter(supporter_id=supporter_id, recording_id=recording.pk).first()
    seen = rules.seen_ms(watching.intervals) if watching else 0
    token = {"supporter": supporter_id, "recording": recording.pk, "duration": recording.duration_ms, "seen": seen}
    opened_ms = int(timezone.now().timestamp() * 1000)
    return {
        "token": signing.dumps({**token, "opened": opened_ms}, salt=OPENING_SALT),
        "resume_ms": watching.position_ms if watching else 0,
    }
