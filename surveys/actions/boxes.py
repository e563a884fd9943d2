"""The box of a survey: answers lie in it sealed, without person or time, until enough of them lie together.

Whoever reads the database after every answer, with all keys but those of the fields, must not learn which answer came
from whom. So each change takes out the whole box and lays it back in an order drawn anew: new keys, new tokens, all of
one length. What the drawing decides by stands in the tokens alone.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from portal.compiled import Compiled, Parameter
from portal.dates import tokyo_day
from portal.fields import Padded, bytes_of

from .. import facts, rules
from ..locks import lock_box
from ..models import Answer, SealedAnswer, Survey

# Own words show the language they are written in, so they are drawn among those of that language alone.
CHOICES, WORDS = "choices", "words"

Sealed = dict[str, Any]
"""One person's language, answers by question, and which parts of them still `wait` to be drawn."""


def put_in(survey_key: UUID, answers: dict[str, Any], *, language: str, now: datetime) -> None:
    """Inside the transaction that writes down who has answered. The box is laid anew in any case, so one that is full
    is opened at once: it doesn't grow while many answer."""
    box = [*_box_of(survey_key), {"language": language, "answers": answers, "waits": [CHOICES, WORDS]}]
    _take_out_what_may(survey_key, box, now=now)
    _lay_back(survey_key, [sealed for sealed in box if sealed["waits"]])


def open_full_boxes(now: datetime) -> None:
    """What was full before fewer were asked for, waits for no answer that may never come."""
    for survey_key in SealedAnswer.objects.order_by().values_list("survey_id", flat=True).distinct():
        _open(survey_key, now=now)


def close_box(survey: Survey, *, now: datetime) -> None:
    """When nobody can answer any more: the last ones come out, if they are enough."""
    _open(survey.pk, now=now, is_closing=True)


@transaction.atomic
def _open(survey_key: UUID, *, now: datetime, is_closing: bool = False) -> None:
    """Draw what may come out, and destroy what sealed it."""
    box = _box_of(survey_key)
    if _take_out_what_may(survey_key, box, now=now, is_closing=is_closing):
        _lay_back(survey_key, [sealed for sealed in box if sealed["waits"]])


def _take_out_what_may(survey_key: UUID, box: list[Sealed], *, now: datetime, is_closing: bool = False) -> bool:
    """Each answer for itself, and in no order."""
    drawn = list(_drawn(box, is_closing=is_closing))
    # An answer's own month could be one in which a single person has answered.
    month = tokyo_day(now).replace(day=1)
    opened = [
        Answer(survey_id=survey_key, month=month, **found) for part, group in drawn for found in _taken_out(group, part)
    ]
    random.SystemRandom().shuffle(opened)
    Answer.objects.bulk_create(opened)
    return bool(drawn)


def _box_of(survey_key: UUID) -> list[Sealed]:
    """All that lies in it, once nobody else can change it before the transaction ends."""
    lock_box(survey_key)
    return [{"waits": [CHOICES, WORDS], **payload} for (payload,) in _lying.all(survey=survey_key)]


@Compiled
def _lying() -> QuerySet[Any, Any]:
    survey = Parameter("survey", SealedAnswer, "survey")
    return SealedAnswer.objects.filter(survey_id=survey).values_list("payload")


def _lay_back(survey_key: UUID, box: list[Sealed]) -> None:
    """In one length: as long as any answer to these questions could be, or the longest of an older form."""
    chance = random.SystemRandom()
    room = max([facts.room_of(survey_key), *map(bytes_of, box)])
    mixed = chance.sample(box, len(box))
    SealedAnswer.objects.filter(survey_id=survey_key).delete()
    SealedAnswer.objects.bulk_create(SealedAnswer(survey_id=survey_key, payload=Padded(one, room)) for one in mixed)


def _drawn(box: list[Sealed], *, is_closing: bool) -> Iterator[tuple[str, list[Sealed]]]:
    """Groups that come out together, each with the part of their answers that does."""
    for part, lying in _lying_together(box):
        for group in rules.drawn(lying, random.SystemRandom(), is_closing=is_closing):
            yield part, group


def _lying_together(box: list[Sealed]) -> Iterator[tuple[str, list[Sealed]]]:
    """Choices are alike in all languages; words are drawn among those of one language."""
    yield CHOICES, [sealed for sealed in box if CHOICES in sealed["waits"]]
    by_language = defaultdict(list)
    for sealed in box:
        if WORDS in sealed["waits"]:
            by_language[sealed["language"]].append(sealed)
    yield from ((WORDS, lying) for lying in by_language.values())


def _taken_out(group: list[Sealed], part: str) -> Iterator[dict[str, Any]]:
    """This part of their answers, as fields; it no longer waits. The language stands there only if all share it."""
    languages = {sealed["language"] for sealed in group}
    shared = languages.pop() if len(languages) == 1 else ""
    for sealed in group:
        sealed["waits"].remove(part)
        for question in [question for question, given in sealed["answers"].items() if _part_of(given) == part]:
            for value in _values(sealed["answers"].pop(question)):
                yield {"question": question, "language": shared, **value}


def _part_of(given: Any) -> str:
    return WORDS if isinstance(given, str) else CHOICES


def _values(given: Any) -> list[dict[str, Any]]:
    if isinstance(given, list):
        return [{"option": option} for option in given]
    return [{"value": given} if isinstance(given, int) else {"text": given}]
