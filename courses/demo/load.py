from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from wagtail.models import Page

from portal.demo import contents
from portal.models import HomePage

from ..actions.availability import take_down
from ..enums import UnavailableReason
from ..models import Caption, CourseIndexPage, CoursePage, Lecture, LecturePage, Recording, Transcript
from .watching import load_watching

FOLDER = Path(__file__).parent
RECORDINGS = FOLDER / "recordings"


def load_courses(progress: Callable[[str], None], now: datetime) -> None:
    """The course index, both courses and nine lectures (L1), with eight recordings (L2)."""
    made: dict[str, Page] = {"home": HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)}
    recordings = tomllib.loads((RECORDINGS / "recordings.toml").read_text(encoding="utf-8"))["recordings"]
    for content in contents.read(FOLDER / "pages"):
        progress(content["slug"])
        page = contents.add_page(made[content["parent"]], new_page(content), before=content.get("before", ""))
        contents.translate(page, contents.texts_of(content))
        made[content["slug"]] = page
        for entry in recordings:
            if entry["lecture"] == content.get("recording"):
                load_recording(Lecture.objects.get(key=page.translation_key), entry)
        if content.get("unavailable"):
            hold_back(Lecture.objects.get(key=page.translation_key), content["unavailable_note"], now)
    load_watching(now)


def new_page(content: contents.Content) -> Page:
    fields = contents.fields_of(content)
    if content["model"] == "CourseIndexPage":
        return CourseIndexPage(**fields)
    if content["model"] == "CoursePage":
        return CoursePage(**fields, kind=content["kind"])
    return LecturePage(**fields, number=content["number"])


def hold_back(lecture: Lecture, notes: dict[str, str], now: datetime) -> None:
    """L2. Once: whoever puts it back while trying the demo finds it put back."""
    if not lecture.notes.exists():
        take_down(lecture.pk, UnavailableReason.OFFICE, notes, by_id=None, now=now)


def load_recording(lecture: Lecture, entry: dict[str, Any]) -> None:
    if Recording.objects.filter(lecture=lecture, language=entry["spoken"]).exists():
        return
    recording = Recording(lecture=lecture, language=entry["spoken"], duration_ms=round(entry["duration"] * 1000))
    for name in ("video", "audio"):
        with (RECORDINGS / entry[name]["file"]).open("rb") as file:
            getattr(recording, name).save(entry[name]["file"], File(file), save=False)
            setattr(recording, f"{name}_bytes", getattr(recording, name).size)
    recording.captions = [Caption(language=code, text=read(file)) for code, file in entry["captions"].items()]
    recording.transcripts = [Transcript(language=code, text=read(file)) for code, file in entry["transcripts"].items()]
    recording.save()


def read(entry: dict[str, Any]) -> str:
    return (RECORDINGS / entry["file"]).read_text(encoding="utf-8")
