from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from courses.models import Caption, Lecture, Transcript
from network.models import Supporter
from surveys.models import Completion, RequiredPeriod
from tests.learning import BYTES, make_course, make_lecture, make_recording, make_survey


def things(owner: Supporter) -> dict[str, str]:
    course = make_course()
    lecture = make_lecture(course)
    recording = make_recording(lecture)
    recording.audio.save("lecture.m4a", ContentFile(BYTES))
    survey = make_survey(lecture)
    answered = make_survey(make_lecture(course, 2))
    Completion.objects.create(supporter=owner, survey=answered, day=date(2026, 5, 1))
    say_watched_otherwise(owner.pk, lecture.translation_key, OtherWay.TRANSCRIPT, now=timezone.now())
    period = RequiredPeriod.objects.create(starts_on=date(2026, 3, 1))
    caption = Caption.objects.create(recording=recording, language="vi", text="WEBVTT\n")
    transcript = Transcript.objects.create(recording=recording, language="vi", text="…")
    return {
        "courses:key": str(Lecture.objects.get(key=lecture.translation_key).key),
        "courses:pk": str(recording.pk),
        "courses:captions:pk": str(caption.pk),
        "courses:transcript:pk": str(transcript.pk),
        "courses:say_watched:way": "transcript",
        "lectures:pk": str(lecture.translation_key),
        "lectures:key": str(lecture.translation_key),
        "recordings:pk": str(recording.pk),
        "surveys:key": str(survey.key),
        "surveys:done:key": str(answered.key),
        "required_surveys:pk": str(period.pk),
    }
