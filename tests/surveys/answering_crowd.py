"""Thirty people answer a survey one after another, over some months, while somebody copies the database each time."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.http import QueryDict

from courses.models import LecturePage
from network.models import Supporter
from portal.dates import TOKYO
from portal.drafts import Draft, draft_of
from portal.fields import decrypt
from portal.idempotency import IdempotencyKey
from surveys import drafts
from surveys.actions import open_full_boxes
from surveys.forms import SurveyForm
from surveys.models import Answer, Completion, Question, SealedAnswer, Survey, SurveyPage
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_survey
from tests.surveys import dumps
from tests.surveys.attacker import Case, Score, scores
from tests.surveys.sending import send

LANGUAGES = ["vi"] * 15 + ["ja"] * 9 + ["ja-hira"] * 3 + ["en"] * 3
# Each begins so that its language can be seen.
BEGINNINGS = {"vi": "người bạn đồng hành", "ja": "相談者", "ja-hira": "はなし", "en": "listen"}
LETTERS = {"vi": "abcăâdđeêghi ", "ja": "相談者話聞寄添", "ja-hira": "あいうえおかきくけこ", "en": "abcdefgh "}
BEGINS = datetime(2026, 5, 2, 10, tzinfo=TOKYO)


@dataclass(frozen=True)
class Crowd:
    survey: Survey
    page: SurveyPage
    people: list[Supporter]
    chosen: str  # the question that is answered with a choice, and the one that is answered in own words
    written: str

    def watched(self, chance: random.Random) -> dict[str, Score]:
        """What the attacker makes of one round. Afterwards nothing of it is left."""
        case, truth = self.answering(chance)
        self._forget()
        return scores(case, truth, chance)

    def answering(self, chance: random.Random) -> tuple[Case, dict[str, int]]:
        """What the attacker has seen, and whose each of it is."""
        people = chance.sample(self.people, len(self.people))
        given = {person.pk: self._answers(person, chance) for person in people}
        whose = {str(value): key for key, answers in given.items() for value in self._marks(answers)}
        copies = list(self._copies(people, given, chance))
        rows = [row for row in dumps.rows_of(dumps.PEOPLE) if row["id"] in given]
        clear = {one.pk.hex: one.text for one in Answer.objects.filter(survey=self.survey) if one.text}
        return dumps.read(rows, copies, clear), self._truth(copies, whose)

    def _copies(
        self, people: list[Supporter], given: dict[int, dict[str, Any]], chance: random.Random
    ) -> Iterator[dumps.Dump]:
        yield self._copy()
        now = BEGINS
        self._type(people[0], given, now)
        for person, after in zip(people, [*people[1:], None], strict=True):
            yield self._copy()
            now += timedelta(days=chance.randint(1, 6), minutes=chance.randint(0, 600))
            send(person, self.survey, given[person.pk], language=person.language, now=now)
            if after is not None:
                self._type(after, given, now)
            yield self._copy()
            open_full_boxes(now)
            yield self._copy()

    def _copy(self) -> dumps.Dump:
        copy = dumps.dump(*dumps.TABLES)
        for table in (dumps.COMPLETIONS, dumps.SEALED, dumps.ANSWERS):
            copy[table] = [row for row in copy[table] if uuid.UUID(str(row["survey_id"])) == self.survey.pk]
        return copy

    def _type(self, person: Supporter, given: dict[int, dict[str, Any]], now: datetime) -> None:
        """As the page keeps it while it is filled in."""
        posted = QueryDict(mutable=True)
        for question, value in given[person.pk].items():
            posted.setlist(f"q-{question}", value if isinstance(value, list) else [value])
        page = draft_of(person.user_id or 0, drafts.draft_name(self.survey.pk)).page
        drafts.keep(page, self.survey, SurveyForm(page=self.page), posted, now=now)

    def _answers(self, person: Supporter, chance: random.Random) -> dict[str, Any]:
        length = int(20 * 60 ** chance.random())
        words = "".join(chance.choice(LETTERS[person.language]) for _letter in range(length))
        return {self.chosen: [str(uuid.UUID(int=chance.getrandbits(128)))], self.written: self._words(person, words)}

    def _words(self, person: Supporter, words: str) -> str:
        return f"{BEGINNINGS[person.language]} {words.strip()}."

    def _marks(self, answers: dict[str, Any]) -> list[str]:
        """By which the judge, not the attacker, knows an answer again."""
        return [answers[self.chosen][0], answers[self.written]]

    def _truth(self, copies: list[dumps.Dump], whose: dict[str, int]) -> dict[str, int]:
        opened = Answer.objects.filter(survey=self.survey)
        found = {one.pk.hex: whose[one.text or str(one.option)] for one in opened}
        for number, (before, after) in enumerate(pairwise(copies)):
            if len(after[dumps.ANSWERS]) > len(before[dumps.ANSWERS]):
                for row in before[dumps.SEALED]:
                    given, *_more = json.loads(decrypt(row["payload"]))["answers"].values()
                    mark = given if isinstance(given, str) else given[0]
                    found[f"{number} {uuid.UUID(str(row['key'])).hex}"] = whose[mark]
        return found

    def _forget(self) -> None:
        owners = [person.user_id for person in self.people]
        for rows in (Answer, SealedAnswer, Completion):
            rows.objects.filter(survey=self.survey).delete()
        IdempotencyKey.objects.filter(owner__in=map(str, owners)).delete()
        Draft.objects.filter(owner__in=owners).delete()


def make_crowd(lecture: LecturePage) -> Crowd:
    asked = (Question(kind="single", text="Gì?", options=_options()), Question(kind="long", text="Vì sao?"))
    survey = make_survey(lecture, *asked)
    page = SurveyPage.objects.get(translation_key=survey.pk)
    chosen, written = (str(page.questions.get(kind=kind).translation_key) for kind in ("single", "long"))
    people = [SupporterFactory(language=language, user=UserFactory(password="!")) for language in LANGUAGES]
    return Crowd(survey, page, people, chosen, written)


def _options() -> list[dict[str, str]]:
    return [{"type": "option", "value": word, "id": str(uuid.uuid4())} for word in ("một", "hai")]
