from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from courses.facts.lectures import LectureEntry, LectureSurvey, Watched
from network.models import Supporter
from portal import pages, structure
from portal.compiled import Compiled, Parameter
from portal.dashboard import once_a_request

from . import rules
from .enums import LONGEST_TEXT, QuestionKind
from .models import Completion, Qualification, Question, RequiredPeriod, Survey, SurveyPage

# Bytes. A character takes four at most, a choice its key; more options than these no question has.
A_CHOICE, MOST_CHOICES = 40, 50
ROOM_FOR = {
    **{kind: 4 * longest for kind, longest in LONGEST_TEXT.items()},
    QuestionKind.SINGLE: A_CHOICE,
    QuestionKind.SCALE: A_CHOICE,
    QuestionKind.MULTIPLE: MOST_CHOICES * A_CHOICE,
}
ROOM_FOR_THE_REST = 200


@dataclass(frozen=True)
class Standing:
    """Where a person stands with the required surveys (L3)."""

    decision: rules.QualificationDecision
    required: tuple[str, ...]

    @property
    def answered(self) -> int:
        return len(self.required) - len(self.decision.missing)


def survey_keys() -> dict[UUID, UUID]:
    """Lecture → its survey, of those whose page is live in some language."""
    return structure.remember("surveys", _survey_keys)


def _survey_keys() -> dict[UUID, UUID]:
    live = SurveyPage.objects.live().values("translation_key")
    return dict(Survey.objects.filter(key__in=live).values_list("lecture_id", "key"))


def required_lectures(today: date) -> set[UUID]:
    """Those whose surveys qualify at present (L3), whether they and their surveys can be had or not."""
    return {lectures_of_surveys()[survey] for survey in rules.required_on(today, required_periods())}


def lectures_of_surveys() -> dict[str, UUID]:
    return structure.remember("lectures-of-surveys", _lectures_of_surveys)


def _lectures_of_surveys() -> dict[str, UUID]:
    return {str(key): lecture for key, lecture in Survey.objects.values_list("key", "lecture_id")}


def required_periods() -> list[rules.RequiredPeriod]:
    return structure.remember("required-periods", _required_periods)


def _required_periods() -> list[rules.RequiredPeriod]:
    periods = RequiredPeriod.objects.prefetch_related("surveys")
    return [
        rules.RequiredPeriod(period.starts_on, tuple(str(survey.pk) for survey in period.surveys.all()))
        for period in periods
    ]


@dataclass(frozen=True)
class Record:
    """What a person has answered, and when; and since when they are qualified."""

    completions: Mapping[str, date]
    qualified_on: date | None


def record_of(supporter_id: int) -> Record:
    """One query."""
    days = {str(key): day for key, day in _recorded.all(supporter=supporter_id)}
    qualified_on = days.pop(str(None), None)
    return Record(days, qualified_on)


@Compiled
def _recorded() -> QuerySet[Any, Any]:
    supporter = Parameter("supporter", Completion, "supporter")
    answered = Completion.objects.filter(supporter_id=supporter).values_list("survey_id", "day")
    qualified = Qualification.objects.filter(supporter_id=supporter)
    return answered.union(qualified.values_list(Value(None, UUIDField()), "qualified_on"), all=True)


def own_record(request: HttpRequest, supporter: Supporter) -> Record:
    return once_a_request(request, "_survey_record", lambda: record_of(supporter.pk))


def qualification_of(supporter_id: int) -> Qualification | None:
    return _qualified.first(supporter=supporter_id)


_qualified = Compiled(
    lambda: Qualification.objects.filter(supporter_id=Parameter("supporter", Qualification, "supporter"))
)


@dataclass(frozen=True)
class Companion:
    has_left: bool
    is_experienced: bool
    is_qualified: bool


def companion(supporter: Supporter) -> Companion:
    """One query, or none for the experienced."""
    is_qualified = not supporter.is_experienced and qualification_of(supporter.pk) is not None
    return Companion(supporter.has_left, supporter.is_experienced, is_qualified)


def may_accompany(supporter: Supporter) -> bool:
    """C2, for what is offered. Of who has left nothing more is asked."""
    return not supporter.has_left and rules.judge_accompanying(companion(supporter)).is_allowed


def who_may_accompany() -> Q:
    """The same (C2), among those whom `Supporter.objects.registered()` leaves: who has left is none of them."""
    qualified = Exists(Qualification.objects.filter(supporter=OuterRef("pk")))
    return Q(has_declared_experience=True) | Q(experience_confirmed_on__isnull=False) | Q(qualified)


def qualification_days(supporter_ids: Collection[int]) -> dict[int, date]:
    kept = Qualification.objects.filter(supporter__in=supporter_ids)
    return dict(kept.values_list("supporter_id", "qualified_on"))


def standing(record: Record, today: date) -> Standing:
    completions = [rules.Completion(survey, day) for survey, day in record.completions.items()]
    periods = required_periods()
    decision = rules.judge_qualification(periods, completions, today, record.qualified_on)
    return Standing(decision, rules.required_on(today, periods))


def lecture_surveys(
    record: Record, lectures: Iterable[LectureEntry], watched: Mapping[UUID, Watched]
) -> dict[UUID, LectureSurvey]:
    """What the pages of the courses show of each lecture's survey."""
    keys = survey_keys()
    found = {}
    for lecture in lectures:
        key = keys.get(lecture.key)
        facts = lecture_facts(lecture, watched.get(lecture.key, Watched()), key, record.completions)
        url = reverse("surveys:answer", args=[key]) if key else ""
        found[lecture.key] = LectureSurvey(rules.step_state(facts).value, url)
    return found


def lecture_facts(
    lecture: LectureEntry, watched: Watched, key: UUID | None, answered: Mapping[str, date]
) -> rules.LectureFacts:
    return rules.LectureFacts(
        asks_survey=key is not None,
        is_available=lecture.is_available,
        required_percent=lecture.required_share,
        is_required=bool(lecture.is_required),
        seen_percent=watched.share,
        has_read_transcript=watched.has_read_transcript,
        says_watched_elsewhere=watched.says_watched_elsewhere,
        has_answered=str(key) in answered,
    )


def page_of(key: UUID) -> SurveyPage | None:
    """The survey in the reader's language, with its questions; None where it isn't translated."""
    return structure.remember(f"survey:{key}:{get_language()}", lambda: _page_of(key))


def _page_of(key: UUID) -> SurveyPage | None:
    page = (
        SurveyPage.objects.live()
        .filter(translation_key=key, locale__language_code=get_language())
        .prefetch_related("questions")
        .first()
    )
    return page if page is not None and pages.is_complete(page) else None


def room_of(key: UUID) -> int:
    """Bytes into which everything fits that can be answered to a survey's questions."""
    return structure.remember(f"survey-room:{key}", lambda: _room_of(key))


def _room_of(key: UUID) -> int:
    asked = Question.objects.filter(page__translation_key=key).order_by().values_list("translation_key", "kind")
    return room_for(kind for _key, kind in asked.distinct())


def room_for(kinds: Iterable[str]) -> int:
    return sum(ROOM_FOR_THE_REST + ROOM_FOR[QuestionKind(kind)] for kind in kinds) + ROOM_FOR_THE_REST
