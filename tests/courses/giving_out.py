"""Everything that is given out of a lecture, asked for at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from courses.actions.availability import take_down
from courses.enums import UnavailableReason
from courses.models import Caption, Lecture, LecturePage, Recording, Transcript
from tests.learning import BYTES, make_course, make_lecture, make_recording

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\nXin chào\n"
WAYS = ("video", "audio", "captions", "transcript", "say_watched")
ALL = dict.fromkeys(WAYS[:-1], 200) | {"say_watched": 302}


@dataclass(frozen=True)
class Given:
    """A lecture with all that belongs to it."""

    page: LecturePage
    recording: Recording
    caption: Caption
    transcript: Transcript

    @property
    def lecture(self) -> Lecture:
        return Lecture.objects.get(key=self.page.translation_key)


def a_whole_lecture(**fields: Any) -> Given:
    page = make_lecture(make_course(), **fields)
    recording = make_recording(page)
    recording.audio.save("lecture.m4a", ContentFile(BYTES))
    caption = Caption.objects.create(recording=recording, language="vi", text=CUES)
    transcript = Transcript.objects.create(recording=recording, language="vi", text="Xin chào")
    return Given(page, recording, caption, transcript)


def in_another_language(page: LecturePage, language: str) -> LecturePage:
    """A live translation, made without wagtail-localize; the pages above it come along."""
    locale = Locale.objects.get(language_code=language)
    above = page.get_parent().specific
    if page.depth > 2 and not above.has_translation(locale):
        in_another_language(above, language)
    translated: LecturePage = page.copy_for_translation(locale)
    translated.save_revision().publish()
    translated.refresh_from_db()
    return translated


def taken_down(given: Given, reason: UnavailableReason = UnavailableReason.OFFICE, **notes: str) -> None:
    take_down(given.page.translation_key, reason, notes, by_id=None, now=NOW)


def answers(client: Client, given: Given) -> dict[str, int]:
    """Way → status."""
    with translation.override("vi"):
        addresses = {
            "video": reverse("courses:video", args=[given.recording.pk]),
            "audio": reverse("courses:audio", args=[given.recording.pk]),
            "captions": reverse("courses:captions", args=[given.caption.pk]),
            "transcript": reverse("courses:transcript", args=[given.transcript.pk]),
        }
        saying = reverse("courses:say_watched", args=[given.page.translation_key, "without_player"])
    found = {way: client.get(address).status_code for way, address in addresses.items()}
    return {**found, "say_watched": client.post(saying).status_code}


def opened(client: Client, page: LecturePage) -> str:
    return str(client.get(page.url).context["token"])


def report(client: Client, token: str, intervals: object) -> tuple[int, dict[str, object]]:
    with translation.override("vi"):
        address = reverse("courses:report")
    response = client.post(address, {"token": token, "intervals": json.dumps(intervals), "position": "1000"})
    return response.status_code, response.json()
