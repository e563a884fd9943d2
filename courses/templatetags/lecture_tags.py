from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from portal.languages import html_language
from portal.pages import language_name

from ..facts.lectures import LectureEntry
from ..models import Lecture
from ..texts import NOT_SHOWN, TOLD_TO_READERS

register = template.Library()


@register.simple_tag
def told_why(entry: LectureEntry | None) -> str | Promise:
    """Why a lecture can't be watched: the editors' own words in the reader's language, or else the reason's."""
    if entry is None or entry.is_available:
        return NOT_SHOWN
    return entry.unavailable_note or TOLD_TO_READERS[entry.unavailable_reason]


@register.simple_tag
def told_in_each_language(lecture: Lecture) -> list[dict[str, Any]]:
    notes = {note.language: note.text for note in lecture.notes.all()}
    return [
        {"name": language_name(code), "lang": html_language(code), "words": notes.get(code) or _said(lecture, code)}
        for code, _name in settings.LANGUAGES
    ]


def _said(lecture: Lecture, language: str) -> str:
    with translation.override(language):
        return str(TOLD_TO_READERS[lecture.unavailable_reason])
