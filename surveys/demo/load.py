from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from courses.enums import CourseKind
from courses.models import CoursePage, LecturePage
from network.models import Supporter
from portal.demo import contents

from ..actions import answer_survey
from ..enums import WITH_OPTIONS, QuestionKind
from ..models import Question, RequiredPeriod, Survey, SurveyPage

LEARNER = "learner@example.org"
FOLDER = Path(__file__).parent / "surveys"
# Block ids are the options' keys; made from the file, they are the same in every demo.
OPTION_IDS = uuid.UUID("6f6bb7a0-5f0b-4a53-9b6e-0d3f8a0f4b9e")


def load_surveys(progress: Callable[[str], None], now: datetime) -> None:
    """A survey under each lecture that can be watched (L2, L3), and what is required since the project began."""
    for path in sorted(FOLDER.glob("*.toml")):
        progress(path.stem)
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        lecture = LecturePage.objects.get(slug=path.stem, locale__language_code=settings.LANGUAGE_CODE)
        page = SurveyPage(slug="survey", title=said(content["title"]), intro=said(content["intro"]))
        page.questions = [new_question(path.stem, n, entry) for n, entry in enumerate(content["questions"])]
        contents.translate(contents.add_page(lecture, page), texts_of(content))
    require_basic_surveys()
    answer_the_first(now)


def new_question(slug: str, number: int, entry: dict[str, Any]) -> Question:
    scale = {name: said(entry[name]) for name in ("min_label", "max_label") if name in entry}
    return Question(
        sort_order=number,
        kind=entry["kind"],
        text=said(entry["text"]),
        help=said(entry["help"]) if "help" in entry else "",
        is_required=entry["required"],
        options=[
            {"type": "option", "value": said(option["text"]), "id": str(uuid.uuid5(OPTION_IDS, f"{slug} {number} {n}"))}
            for n, option in enumerate(entry.get("options", []))
        ],
        **scale,
    )


def texts_of(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield content["title"]
    yield content["intro"]
    for question in content["questions"]:
        yield from (question[name] for name in ("text", "help", "min_label", "max_label") if name in question)
        yield from (option["text"] for option in question.get("options", []))


def said(text: dict[str, str]) -> str:
    return text[contents.FIRST]


def require_basic_surveys() -> None:
    """Today basic ①–④: ⑤ asks none."""
    period, is_new = RequiredPeriod.objects.get_or_create(starts_on=date(2023, 7, 10))
    if is_new:
        courses = CoursePage.objects.filter(kind=CourseKind.BASIC)
        lectures = [
            key for course in courses for key in course.get_children().values_list("translation_key", flat=True)
        ]
        period.surveys.set(Survey.objects.filter(lecture__in=lectures))


def answer_the_first(now: datetime) -> None:
    """The demo's learner has answered the survey of the lecture watched to its end; the next one stands open."""
    learner = Supporter.objects.get(user__email=LEARNER)
    course = CoursePage.objects.get(kind=CourseKind.BASIC, locale__language_code=settings.LANGUAGE_CODE)
    first = course.get_children().get(lecturepage__number=1)
    page = SurveyPage.objects.child_of(first).get()
    survey = Survey.objects.get(key=page.translation_key)
    answers = {str(question.translation_key): an_answer(question) for question in page.questions.all()}
    answer_survey(learner, survey, answers, language=learner.language, now=now)


def an_answer(question: Question) -> Any:
    if question.kind in WITH_OPTIONS:
        return [question.options[0].id]
    return 4 if question.kind == QuestionKind.SCALE else "Lắng nghe trước khi khuyên."
