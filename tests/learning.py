"""Lectures, recordings and surveys for the tests of the rooms that teach."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage, Lecture, LecturePage, Recording
from portal.models import HomePage
from surveys.models import Question, Survey, SurveyPage

BYTES = bytes(range(256)) * 8


def publish(parent: Page, page: Page) -> Any:
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def make_course(kind: str = "basic") -> CoursePage:
    home = HomePage.objects.get(locale__language_code="vi")
    index = CourseIndexPage.objects.first() or publish(home, CourseIndexPage(title="Khóa học", slug="courses"))
    return publish(index, CoursePage(title=f"Khóa {kind}", slug=kind, kind=kind))


def make_lecture(course: CoursePage, number: int = 1, **fields: Any) -> LecturePage:
    return publish(course, LecturePage(title=f"Bài {number}", slug=f"lecture-{number}", number=number, **fields))


def make_recording(page: LecturePage, *, seconds: int = 100, language: str = "vi") -> Recording:
    recording = Recording(
        lecture=Lecture.objects.get(key=page.translation_key), language=language, duration_ms=seconds * 1000
    )
    recording.video.save("lecture.mp4", ContentFile(BYTES), save=False)
    recording.video_bytes = len(BYTES)
    recording.save()
    return recording


def make_survey(lecture: LecturePage, *questions: Question) -> Survey:
    asked = questions or (Question(kind="short", text="Điều gì quan trọng nhất?", is_required=True),)
    page = SurveyPage(title="Khảo sát", slug="survey")
    page.questions = list(asked)
    return Survey.objects.get(key=publish(lecture, page).translation_key)


def field_of(survey: Survey, kind: str) -> str:
    """The form's name of the survey's first question of this kind."""
    key: UUID = Question.objects.get(page__translation_key=survey.key, kind=kind).translation_key
    return f"q-{key}"
