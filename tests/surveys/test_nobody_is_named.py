"""Which of the thirty gave which answer: nothing that anybody can copy without the keys of the fields tells it."""

from __future__ import annotations

import random
import uuid

import pytest
from django.test import Client
from pytest_django import Settings

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from portal.drafts import draft_of
from surveys.drafts import draft_name
from surveys.models import Survey
from tests.databases import Copy
from tests.factories import SupporterFactory
from tests.learning import field_of, make_course, make_lecture, make_survey
from tests.portal.logged import log
from tests.surveys import dumps
from tests.surveys.answering_crowd import make_crowd
from tests.surveys.attacker import together
from tests.surveys.test_answering import NOW, address_of

RUNS = 4


def test_attacker_names_at_most_one_in_five(own_database: Copy) -> None:
    """`dev.py bench trust.answers` measures it over 200 runs."""
    crowd = make_crowd(make_lecture(make_course()))
    chance = random.Random(2026)

    found = together(crowd.watched(chance) for _run in range(RUNS))

    assert [str(score) for score in found if score.at_least > 0.2] == []


def test_attacker_sees_all_there_is_to_see(own_database: Copy) -> None:
    """Or it would find nothing, whatever was there to find."""
    case, truth = make_crowd(make_lecture(make_course())).answering(random.Random(1))

    came_out = [target for target in case.targets if target.month]
    # Choices at 10, 15, 20, 25 and 30; of fifteen who wrote in Vietnamese, twice five.
    assert sorted({target.written_in: 0 for target in came_out}) == ["", "vi"]
    assert [sum(one.written_in == words for one in came_out) for words in ("", "vi")] == [25, 10]
    sealed = [target for target in case.targets if not target.month]
    assert len(sealed) > 50
    assert {target.key for target in case.targets} <= set(truth)
    assert all(None not in (person.growth, person.draft, person.second) for person in case.people.values())


@pytest.mark.django_db
def test_answering_writes_into_no_other_table_and_no_log(client: Client, settings: Settings) -> None:
    """With the tasks of production: no task, no mail, no audit, no session tells of it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    survey = make_survey(make_lecture(make_course()))
    supporter = SupporterFactory()
    say_watched_otherwise(supporter.pk, survey.lecture_id, OtherWay.TRANSCRIPT, now=NOW)
    client.force_login(supporter.user)
    client.get(address_of(survey))
    before = everything()

    with log() as written:
        client.post(f"{address_of(survey)}keep/", typed(survey, supporter.user_id))
        kept = everything()
        answered = client.post(address_of(survey), typed(survey, supporter.user_id))
    after = everything()

    assert answered.status_code == 302
    assert changed(before, kept) == {dumps.DRAFTS}
    assert changed(kept, after) == {dumps.DRAFTS, dumps.COMPLETIONS, dumps.SEALED, dumps.KEYS}
    assert "lắng nghe" not in str(after)
    assert written.getvalue() == ""


def typed(survey: Survey, owner_id: int) -> dict[str, str]:
    owner = {
        "draft_owner": draft_of(owner_id, draft_name(survey.pk)).page.signed(),
        "idempotency_key": str(uuid.uuid4()),
    }
    return {**owner, field_of(survey, "short"): "lắng nghe"}


def everything() -> dumps.Dump:
    return dumps.dump(*dumps.all_tables())


def changed(before: dumps.Dump, after: dumps.Dump) -> set[str]:
    return {table for table in after if without_places(before[table]) != without_places(after[table])}


def without_places(rows: list[dumps.Row]) -> list[dumps.Row]:
    return [{name: value for name, value in row.items() if not name.startswith("_")} for row in rows]
