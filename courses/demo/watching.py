"""How far the demo's learner has come: the first lecture watched, the second read, the third begun."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from network.models import Supporter

from ..actions.watching import report_watching, say_watched_otherwise
from ..enums import CourseKind, OtherWay
from ..models import CoursePage, LecturePage, Recording

LEARNER = "learner@example.org"


def load_watching(now: datetime) -> None:
    learner = Supporter.objects.get(user__email=LEARNER)
    first, second, third = basic_lectures()[:3]
    watch(learner, first, 1, now)
    say_watched_otherwise(learner.pk, second.translation_key, OtherWay.TRANSCRIPT, now=now)
    watch(learner, third, 0.4, now)


def basic_lectures() -> list[LecturePage]:
    """In their order, in the demo's first language."""
    course = CoursePage.objects.get(kind=CourseKind.BASIC, locale__language_code=settings.LANGUAGE_CODE)
    return list(LecturePage.objects.child_of(course).order_by("number"))


def watch(learner: Supporter, page: LecturePage, part: float, now: datetime) -> None:
    recording = Recording.objects.filter(lecture_id=page.translation_key).first()
    assert recording is not None
    seen_ms = int(recording.duration_ms * part)
    report_watching(
        supporter_id=learner.pk,
        recording_id=recording.pk,
        duration_ms=recording.duration_ms,
        reported=[[0, seen_ms]],
        position_ms=seen_ms,
        opened_ms=int(now.timestamp() * 1000) - seen_ms,
        now=now,
    )
