"""Availability moves from the pages of four languages to the lecture, and back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from courses.models import LecturePage
from portal.pages import is_complete
from tests.databases import Copy

pytestmark = pytest.mark.race

BEFORE = [("courses", "0004_lectures_are_available_or_not")]
AFTER = [("courses", "0007_editors_take_lectures_down")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    """The models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def by_language(apps: Any, slug: str) -> dict[str, Any]:
    first = apps.get_model("courses", "LecturePage").objects.get(slug=slug, locale__language_code="vi")
    found = apps.get_model("courses", "LecturePage").objects.filter(translation_key=first.translation_key)
    return {page.locale.language_code: page for page in found.select_related("locale")}


def lecture_of(apps: Any, pages: dict[str, Any]) -> Any:
    return apps.get_model("courses", "Lecture").objects.get(key=pages["vi"].translation_key)


def notes(apps: Any, pages: dict[str, Any]) -> dict[str, str]:
    return dict(lecture_of(apps, pages).notes.values_list("language", "text"))


def test_availability_and_notes_come_back_as_they_went(race_database: Copy) -> None:
    before = migrate(BEFORE)
    down, up = by_language(before, "children-and-youth"), by_language(before, "labour")
    said = {language: page.unavailable_note for language, page in down.items()}
    assert {page.is_available for page in down.values()} == {False}
    assert {page.is_available for page in up.values()} == {True}
    assert [language for language, note in said.items() if not note] == []

    after = migrate(AFTER)
    assert lecture_of(after, down).unavailable_reason == "office"
    assert (lecture_of(after, up).unavailable_since, notes(after, up)) == (None, {})
    assert notes(after, down) == said


def test_lecture_unticked_in_one_language_is_down_in_all(race_database: Copy) -> None:
    """The copies lagged behind what an editor wanted."""
    before = migrate(BEFORE)
    pages = by_language(before, "labour")
    pages["vi"].is_available = False
    pages["vi"].unavailable_note = "Đang sửa."
    pages["vi"].save()
    for language in ("ja", "en"):
        pages[language].unavailable_note = {"ja": "訂正中です。", "en": "Đang sửa."}[language]
        pages[language].save()

    after = migrate(AFTER)
    lecture = lecture_of(after, pages)
    assert (lecture.unavailable_reason, lecture.unavailable_since) == ("office", pages["vi"].last_published_at)
    # what wagtail-localize copied and nobody translated is no English note
    assert notes(after, pages) == {"vi": "Đang sửa.", "ja": "訂正中です。"}


def test_draft_gets_its_lecture(race_database: Copy) -> None:
    before = migrate(BEFORE)
    page = by_language(before, "labour")["vi"]
    page.translation_key, page.live = uuid.uuid4(), False
    page.save()

    after = migrate(AFTER)
    assert after.get_model("courses", "Lecture").objects.filter(key=page.translation_key).exists()


def test_note_waiting_for_its_translation_breaks_no_page(race_database: Copy) -> None:
    """It would hide the page as incomplete, and fail its next translation."""
    before = migrate(BEFORE)
    page = by_language(before, "labour")["vi"]
    source = TranslationSource.objects.get(object_id=page.translation_key)
    segment = source.stringsegment_set.filter(context__path="title").get()
    context, _created = type(segment.context).objects.get_or_create(
        object_id=source.object_id, path="unavailable_note", defaults={"path_id": segment.pk, "field_path": "x"}
    )
    StringSegment.objects.create(source=source, context=context, string=segment.string, order=99)

    migrate(AFTER)
    translated = LecturePage.objects.get(translation_key=page.translation_key, locale__language_code="en")
    Translation.objects.get(source=source, target_locale=translated.locale).save_target(publish=True)
    assert is_complete(translated)
