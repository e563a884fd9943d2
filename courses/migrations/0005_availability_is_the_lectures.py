"""Availability and its notes move from the pages of all languages to the one row behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

FIELD = "unavailable_note"


def take_from_the_pages(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Lecture = apps.get_model("courses", "Lecture")
    for key, pages in _by_key(apps):
        lecture, _created = Lecture.objects.get_or_create(key=key)
        _take_availability(lecture, pages)
        _take_notes(apps, lecture, pages)
    _forget_segments(apps)


def _by_key(apps: StateApps) -> Iterator[tuple[UUID, list[Any]]]:
    found: dict[UUID, list[Any]] = {}
    for page in apps.get_model("courses", "LecturePage").objects.select_related("locale").order_by("pk"):
        found.setdefault(page.translation_key, []).append(page)
    yield from found.items()


def _take_availability(lecture: Any, pages: list[Any]) -> None:
    """Where the languages disagree, an editor took the lecture down and the copies lagged behind: it stays down."""
    judged = [page for page in pages if page.live] or pages
    down = [page for page in judged if not page.is_available]
    if not down:
        return
    lecture.unavailable_since = max((page.last_published_at or timezone.now()) for page in down)
    lecture.unavailable_reason = "office"
    lecture.save(update_fields=["unavailable_since", "unavailable_reason"])


def _take_notes(apps: StateApps, lecture: Any, pages: list[Any]) -> None:
    """A translation holds the text of the first language until it is translated: that is no note of its own."""
    UnavailableNote = apps.get_model("courses", "UnavailableNote")
    first = pages[0]
    for page in pages:
        if page.unavailable_note and (page is first or page.unavailable_note != first.unavailable_note):
            UnavailableNote.objects.get_or_create(
                lecture=lecture, language=page.locale.language_code, defaults={"text": page.unavailable_note}
            )


def _forget_segments(apps: StateApps) -> None:
    """What waits for a translation of a field that is going would break the translation of the rest."""
    segments = apps.get_model("wagtail_localize", "StringSegment").objects.filter(
        source__specific_content_type__app_label="courses",
        source__specific_content_type__model="lecturepage",
        context__path=FIELD,
    )
    segments.delete()


def give_back_to_the_pages(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Lecture = apps.get_model("courses", "Lecture")
    lectures = {lecture.key: lecture for lecture in Lecture.objects.prefetch_related("notes")}
    for key, pages in _by_key(apps):
        notes = {note.language: note.text for note in lectures[key].notes.all()}
        for page in pages:
            page.is_available = lectures[key].unavailable_since is None
            page.unavailable_note = notes.get(page.locale.language_code, "")
            page.save(update_fields=["is_available", FIELD])


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_lectures_are_available_or_not"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(take_from_the_pages, give_back_to_the_pages)]
