from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils import translation
from django.utils.functional import Promise

from portal.languages import html_language
from portal.pages import language_name

from ..facts.lectures import CourseEntry, LectureEntry, courses_for
from ..facts.recordings import lecture_shown
from ..models import CoursePage, Lecture, LecturePage
from ..texts import NOT_SHOWN, TOLD_TO_READERS

register = template.Library()


@register.simple_tag(takes_context=True)
def courses(context: RequestContext) -> list[CourseEntry]:
    """As the reader sees them."""
    return courses_for(context["request"])


@register.simple_tag(takes_context=True)
def course_of(context: RequestContext, page: CoursePage) -> CourseEntry | None:
    return next((course for course in courses_for(context["request"]) if course.key == page.translation_key), None)


@register.simple_tag(takes_context=True)
def lecture_of(context: RequestContext, page: LecturePage) -> dict[str, Any]:
    return lecture_shown(page, context["request"])


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
