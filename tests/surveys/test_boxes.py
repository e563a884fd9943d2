"""What lies in a survey's box, and what comes out of it (rules.drawn, actions.boxes)."""

from __future__ import annotations

import base64
import uuid
from collections import Counter
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from portal.dates import TOKYO
from portal.idempotency import IdempotencyKey
from surveys.actions import close_box, open_full_boxes
from surveys.actions.boxes import put_in
from surveys.models import Answer, Completion, Question, SealedAnswer, Survey
from surveys.rules import drawn
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, make_survey
from tests.surveys import dumps
from tests.surveys.sending import send

NOW = datetime(2026, 5, 31, 16, tzinfo=UTC)
"""In Tokyo it is June."""
CHOSEN, WRITTEN = str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
def survey(db: None) -> Survey:
    return make_survey(make_lecture(make_course()), Question(kind="scale", text="?"), Question(kind="long", text="?"))


def answered(survey: Survey, *languages: str, text: str = "") -> None:
    """Each person chooses and writes something of their own."""
    for language in languages:
        with transaction.atomic():
            put_in(survey.pk, answers(text or f"{language} {uuid.uuid4()}"), language=language, now=NOW)


def answers(text: str) -> dict[str, Any]:
    return {CHOSEN: [str(uuid.uuid4())], WRITTEN: text}


def rows() -> list[dumps.Row]:
    return dumps.rows_of(dumps.SEALED)


def lying() -> Counter[str]:
    """How many of each part still wait."""
    return Counter(part for one in SealedAnswer.objects.all() for part in one.payload["waits"])


def came_out() -> Counter[tuple[str, str]]:
    """What, and in which language, as far as it is told."""
    return Counter(("words" if one.text else "choices", one.language) for one in Answer.objects.all())


# The rule


@given(st.integers(0, 60), st.booleans(), st.randoms(use_true_random=False))
def test_five_come_out_while_ten_lie_there_and_at_the_closing_the_last_ones(
    count: int, is_closing: bool, chance: Random
) -> None:
    groups = drawn(range(count), chance, is_closing=is_closing)

    fives = max(0, (count - 5) // 5)
    left = count - 5 * fives
    last = [left] if is_closing and left >= 5 else []
    assert [len(group) for group in groups] == [5] * fives + last
    together = [one for group in groups for one in group]
    assert len(together) == len(set(together))


def test_each_is_as_likely_to_come_out() -> None:
    chance = Random(1)
    counted = Counter(one for _round in range(2000) for one in drawn(range(10), chance)[0])

    assert sorted(counted) == list(range(10))
    assert max(counted.values()) < 1.2 * min(counted.values())


# What lies in it


def test_token_tells_neither_time_nor_length(survey: Survey) -> None:
    answered(survey, "vi", text="ừ")
    answered(survey, "en", text='"\n' * 1000)
    answered(survey, "ja-hira", text="𠮷" * 2000)

    tokens = [row["payload"] for row in rows()]
    # Four bytes for each of 2,000 characters, and room for a choice: three steps of 4 KiB, and what a token adds.
    assert [len(base64.urlsafe_b64decode(token)) for token in tokens] == [3 * 4096 + 16 + 57] * 3
    assert {base64.urlsafe_b64decode(token)[1:9] for token in tokens} == {bytes(8)}


def test_answer_longer_than_its_question_lengthens_all(survey: Survey) -> None:
    answered(survey, "vi", "vi", text="ừ")
    answered(survey, "vi", text="x" * 20_000)

    assert {len(base64.urlsafe_b64decode(row["payload"])) for row in rows()} == {5 * 4096 + 16 + 57}


def test_each_answer_lays_the_whole_box_anew(survey: Survey) -> None:
    answered(survey, *["vi"] * 4)
    before = rows()
    answered(survey, "vi")
    after = rows()

    assert (len(before), len(after)) == (4, 5)
    for column in ("key", "payload"):
        assert not {row[column] for row in before} & {row[column] for row in after}
    assert len({row["_transaction"] for row in after}) == 1


def test_last_one_lies_anywhere(survey: Survey) -> None:
    places = set()
    for _round in range(40):
        SealedAnswer.objects.all().delete()
        answered(survey, *["vi"] * 2)
        answered(survey, "vi", text="the last one")
        order = [uuid.UUID(str(row["key"])) for row in rows()]
        last = next(one for one in SealedAnswer.objects.all() if one.payload["answers"][WRITTEN] == "the last one")
        places.add(order.index(last.pk))

    assert places == {0, 1, 2}


def test_boxes_of_other_surveys_stay_as_they_are(survey: Survey) -> None:
    other = make_survey(make_lecture(make_course("applied")))
    answered(other, "vi")
    before = [row["payload"] for row in rows()]
    answered(survey, "vi")

    assert [row["payload"] for row in rows() if row["payload"] in before] == before


def test_box_is_read_and_laid_back_after_keys_were_changed(survey: Survey, settings: Settings) -> None:
    answered(survey, *["vi"] * 9)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    answered(survey, "vi")
    settings.FIELD_KEYS = [new]
    open_full_boxes(NOW)

    assert came_out() == {("choices", "vi"): 5, ("words", "vi"): 5}


def test_idempotency_row_tells_the_day_alone(survey: Survey) -> None:
    person = SupporterFactory()
    send(person, survey, answers("x"), language="vi", now=NOW)
    row = IdempotencyKey.objects.get()

    assert row.created_at == datetime(2026, 6, 1, tzinfo=TOKYO)
    assert row.result.endswith(f"/surveys/{survey.pk}/done/")
    assert row.content == ""
    assert Completion.objects.get().day == date(2026, 6, 1)


# What comes out


def test_nine_stay_in_the_box(survey: Survey) -> None:
    answered(survey, *["vi"] * 9)
    before = [row["payload"] for row in rows()]
    open_full_boxes(NOW)

    assert (Answer.objects.count(), [row["payload"] for row in rows()]) == (0, before)


def test_of_ten_five_come_out_with_the_tenth(survey: Survey) -> None:
    answered(survey, *["vi"] * 10)
    assert came_out() == {("choices", "vi"): 5, ("words", "vi"): 5}
    open_full_boxes(NOW)

    assert came_out() == {("choices", "vi"): 5, ("words", "vi"): 5}
    assert lying() == {"choices": 5, "words": 5}
    assert {one.month for one in Answer.objects.all()} == {date(2026, 6, 1)}


def test_rest_of_a_box_is_laid_anew_when_it_was_opened(survey: Survey) -> None:
    answered(survey, *["vi"] * 9)
    before = rows()
    answered(survey, "vi")

    assert lying() == {"choices": 5, "words": 5}
    for column in ("key", "payload"):
        assert not {row[column] for row in before} & {row[column] for row in rows()}


def test_all_answers_are_in_the_box_or_came_out_of_it(survey: Survey) -> None:
    texts = {f"text {number}" for number in range(23)}
    for text in sorted(texts):
        answered(survey, "vi", text=text)
        open_full_boxes(NOW)

    out = [one.text for one in Answer.objects.all() if one.text]
    within = [
        one.payload["answers"][WRITTEN] for one in SealedAnswer.objects.all() if WRITTEN in one.payload["answers"]
    ]
    assert (len(out), sorted([*out, *within])) == (15, sorted(texts))


def test_own_words_wait_for_ten_in_the_same_language(survey: Survey) -> None:
    answered(survey, *["vi"] * 9, *["ja"] * 9)
    open_full_boxes(NOW)
    # Of eighteen choices five and five came out, and the words of nobody.
    assert (came_out().total(), lying()) == (10, {"choices": 8, "words": 18})
    assert {kind for kind, _language in came_out()} == {"choices"}

    answered(survey, "ja")
    open_full_boxes(NOW)

    assert {one.language for one in Answer.objects.all() if one.text} == {"ja"}
    assert sum(count for (kind, _language), count in came_out().items() if kind == "words") == 5


def test_language_is_told_only_when_all_that_came_out_share_it(survey: Survey) -> None:
    """Of nine at the closing, six alone would tell the language of the other three."""
    answered(survey, *["vi"] * 6, *["ja"] * 3)
    close_box(survey, now=NOW)

    assert came_out() == {("choices", ""): 9, ("words", "vi"): 6}


@pytest.mark.parametrize(("count", "out"), [(4, 0), (5, 5), (9, 9), (10, 10), (12, 12)])
def test_at_the_closing_the_last_five_to_nine_come_out_and_fewer_never(survey: Survey, count: int, out: int) -> None:
    answered(survey, *["vi"] * count)
    close_box(survey, now=NOW)
    close_box(survey, now=NOW)

    assert came_out() == ({("choices", "vi"): out, ("words", "vi"): out} if out else {})
    assert SealedAnswer.objects.count() == count - out


def test_answers_left_out_count_among_those_of_a_box(survey: Survey) -> None:
    """Whether somebody wrote anything isn't to be seen either."""
    answered(survey, *["vi"] * 9)
    with transaction.atomic():
        put_in(survey.pk, {}, language="vi", now=NOW)
    assert len({len(row["payload"]) for row in rows()}) == 1
    open_full_boxes(NOW)

    assert lying() == {"choices": 5, "words": 5}
    assert 4 <= came_out()["words", "vi"] <= 5


def test_nothing_joins_the_answers_of_one_person(survey: Survey) -> None:
    answered(survey, *["vi"] * 10)
    open_full_boxes(NOW)

    columns = {field.name for field in Answer._meta.get_fields()}
    assert columns == {"key", "survey", "question", "option", "value", "text", "month", "language"}
