"""`python -m tests.benchmarks.speed._bringing COUNT`: supporters half-way through the basic course, in the portal's own
process and settings. Prints as JSON what each of them asks and sends; each form can be sent once."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

if TYPE_CHECKING:
    from courses.models import Recording
    from network.models import Supporter
    from surveys.models import Question

LANGUAGE = "vi"
CSRF = "x" * 32  # a browser's secret and its form's token may be the same
COURSE = "basic"
ANSWERED, ANSWERED_NOW = (1, 2), 3  # lectures


def bring(count: int) -> list[dict[str, Any]]:
    from tests.racers import racers

    people = racers(count)
    supporters = [one.supporter for one in people]
    _let_learn(supporters)
    sent = zip(_reports(supporters), _surveys(count), _claims(supporters), _bookings(people), strict=True)
    return [
        {
            "cookie": f"sessionid={one.client.cookies['sessionid'].value}; csrftoken={CSRF}",
            "report": report,
            "survey": survey,
            "claim": claim,
            "booking": booking,
        }
        for one, (report, survey, claim, booking) in zip(people, sent, strict=True)
    ]


def _let_learn(people: Sequence[Supporter]) -> None:
    """Three lectures are seen, and two of their surveys answered."""
    from django.utils import timezone

    from courses.models import Watching
    from portal.dates import tokyo_day
    from surveys.models import Completion, Survey

    now = timezone.now()
    Watching.objects.bulk_create(
        Watching(
            supporter=person,
            recording=recording,
            intervals=[[0, recording.duration_ms]],
            share=100,
            position_ms=0,
            openings={},
            updated_at=now,
        )
        for person in people
        for recording in map(_recording, (*ANSWERED, ANSWERED_NOW))
    )
    answered = Survey.objects.filter(lecture__in=map(_lecture, ANSWERED))
    Completion.objects.bulk_create(
        Completion(supporter=person, survey=survey, day=tokyo_day(now)) for person in people for survey in answered
    )


def _lecture(number: int) -> UUID:
    from courses.facts.lectures import lectures

    return next(entry.key for entry in lectures(LANGUAGE) if (entry.kind, entry.number) == (COURSE, number))


def _recording(number: int) -> Recording:
    from courses.models import Recording

    recording = Recording.objects.filter(lecture=_lecture(number)).order_by("pk").first()
    assert recording is not None
    return recording


def _reports(people: Sequence[Supporter]) -> Iterator[dict[str, Any]]:
    """Of somebody who watches the fourth lecture since ten minutes."""
    from django.core import signing
    from django.urls import reverse
    from django.utils import timezone

    from courses.facts.recordings import OPENING_SALT

    recording = _recording(ANSWERED_NOW + 1)
    opened = int((timezone.now() - timedelta(minutes=10)).timestamp() * 1000)
    for person in people:
        token = {
            "supporter": person.pk,
            "recording": recording.pk,
            "duration": recording.duration_ms,
            "opened": opened,
        }
        fields = {
            "token": signing.dumps(token, salt=OPENING_SALT),
            "intervals": json.dumps([[0, recording.duration_ms // 2]]),
            "position": "1000",
        }
        yield _post(reverse("courses:report"), fields)


def _surveys(count: int) -> Iterator[dict[str, Any]]:
    from django.urls import reverse

    from surveys.models import Survey, SurveyPage

    survey = Survey.objects.get(lecture=_lecture(ANSWERED_NOW))
    page = SurveyPage.objects.get(locale__language_code=LANGUAGE, translation_key=survey.pk)
    answers = {f"q-{question.translation_key}": _answer(question) for question in page.questions.all()}
    for _number in range(count):
        yield _post(reverse("surveys:answer", args=[page.translation_key]), answers)


def _answer(question: Question) -> str:
    from surveys.enums import WITH_OPTIONS, QuestionKind

    if question.kind in WITH_OPTIONS:
        return str(question.options[0].id)
    return "4" if question.kind == QuestionKind.SCALE else "lắng nghe"


def _claims(people: Sequence[Supporter]) -> Iterator[dict[str, Any]]:
    from tests.claims.racing import CHECK, filled_in

    for person in people:
        yield _post(CHECK, filled_in(person))


def _bookings(people: Sequence[Any]) -> Iterator[dict[str, Any]]:
    from django.urls import reverse

    from sessions.bookings.enums import Role
    from tests.sessions.racing import let_see, open_meeting

    meeting = open_meeting(seats=len(people))
    let_see(meeting, people)
    for _person in people:
        yield _post(reverse("consultations:meeting", args=[meeting.pk]), {"role": Role.HELPER.value})


def _post(path: str, fields: dict[str, str]) -> dict[str, Any]:
    return {"path": path, "fields": {"csrfmiddlewaretoken": CSRF, "idempotency_key": str(uuid.uuid4()), **fields}}


if __name__ == "__main__":
    django.setup()
    from django.utils import translation

    with translation.override(LANGUAGE):
        print(json.dumps(bring(int(sys.argv[1]))))
