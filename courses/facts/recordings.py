"""A lecture's recordings, and the player for who may watch them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from network.people.facts import signed_in_supporter
from portal import pages, structure

from ..models import Caption, LecturePage, Recording, Transcript, Watching
from ..rules.availability import Availability
from .availability import availability, judge_reader
from .lectures import CourseEntry, LectureEntry, courses_for

LANGUAGE_ORDER = [code for code, _name in settings.LANGUAGES]

OPENING_SALT = "courses.opening"
# What was watched on Friday night, when the line went down, still counts on the next Friday.
OPENING_SECONDS = 7 * 24 * 60 * 60


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


def lecture_shown(page: LecturePage, request: HttpRequest) -> dict[str, Any]:
    """What the lecture's page shows: the player for who may watch, the way there for everybody else; asked once a
    request, though the head of the page asks too."""
    if not hasattr(request, "_lecture_shown"):
        request._lecture_shown = _lecture_shown(page, request)  # type: ignore[attr-defined]
    shown: dict[str, Any] = request._lecture_shown  # type: ignore[attr-defined]
    return shown


def _lecture_shown(page: LecturePage, request: HttpRequest) -> dict[str, Any]:
    courses = courses_for(request)
    entries = [entry for course in courses for entry in course.lectures]
    entry = next((entry for entry in entries if entry.key == page.translation_key), None)
    course = next((course for course in courses if entry in course.lectures), None)
    is_preview = getattr(request, "is_preview", False)
    known = availability().get(page.translation_key, Availability())
    decision = judge_reader(request, known, at_work=is_preview)
    context = {"course": course, "entry": entry, "refusals": decision.reasons, "after": _after(entry, course)}
    if decision.is_allowed:
        context |= _player_context(page, request, records=not is_preview)
    return context


def _after(entry: LectureEntry | None, course: CourseEntry | None) -> LectureEntry | None:
    if entry is None or course is None:
        return None
    return next((other for other in course.lectures if other.number > entry.number), None)


def _player_context(page: LecturePage, request: HttpRequest, *, records: bool) -> dict[str, Any]:
    recordings = recordings_of(page.translation_key)
    if not recordings:
        return {"recordings": []}
    chosen = _choose(recordings, request.GET.get("recording", ""))
    context: dict[str, Any] = {"recordings": recordings, "recording": chosen}
    context["listens"] = bool(chosen.audio_url) and request.GET.get("sound") == "only"
    supporter = signed_in_supporter(request)
    if supporter is not None and records:
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
    token = {
        "supporter": supporter_id,
        "recording": recording.pk,
        "duration": recording.duration_ms,
        "opened": int(timezone.now().timestamp() * 1000),
    }
    return {
        "token": signing.dumps(token, salt=OPENING_SALT),
        "resume_ms": watching.position_ms if watching else 0,
    }
