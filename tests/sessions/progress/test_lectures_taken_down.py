"""A lecture that a cohort requires is taken down: nobody is reminded of it, whoever presses and in which language."""

from __future__ import annotations

import pytest
from django.utils import translation

from courses.actions.availability import put_back, take_down
from courses.enums import UnavailableReason
from courses.models import LecturePage
from sessions.models import Cohort
from sessions.progress.actions import nudge
from sessions.progress.facts import members_of, own_way, progress_of
from sessions.progress.rules.progress import Lag, LectureState
from tests.courses.giving_out import in_another_language
from tests.sessions.learning_together import NOW, a_cohort, a_member, answer, keys_of, watch
from tests.sessions.progress.test_nudging import asked_by, mails

pytestmark = pytest.mark.django_db

LANGUAGES = ["vi", "ja", "ja-hira", "en"]


@pytest.fixture
def cohort() -> Cohort:
    return a_cohort(lectures=1)


def page_of(cohort: Cohort) -> LecturePage:
    return LecturePage.objects.get(translation_key=keys_of(cohort)[0])


def down(cohort: Cohort) -> None:
    take_down(keys_of(cohort)[0], UnavailableReason.OFFICE, {}, by_id=None, now=NOW)


def lags(cohort: Cohort, language: str) -> list[dict[Lag, int]]:
    with translation.override(language):
        found = [entry.progress.lags for entry in members_of(cohort, NOW)]
    return [{lag: len(keys) for lag, keys in behind.items()} for behind in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_reminded_of_a_lecture_taken_down(cohort: Cohort, language: str) -> None:
    a_member(cohort)
    in_another_language(page_of(cohort), "en")
    assert lags(cohort, language) == [{Lag.NOT_OPENED: 1}]

    down(cohort)
    assert lags(cohort, language) == [{}]
    with translation.override(language):
        nudge(members_of(cohort, NOW), by_id=None, now=NOW)
    assert mails() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_lags_alike_while_the_copies_of_a_share_lag(cohort: Cohort, language: str) -> None:
    """An editor lowers the share; until the translations are synchronised, their copies say the old one."""
    member = a_member(cohort)
    watch(member.supporter, keys_of(cohort)[0], 60)
    page = page_of(cohort)
    in_another_language(page, "en")
    page.required_share = 60
    page.save_revision().publish()

    assert lags(cohort, language) == [{Lag.SURVEY_WAITS: 1}]


def test_lecture_put_back_is_learned_again(cohort: Cohort) -> None:
    a_member(cohort)
    down(cohort)
    put_back(keys_of(cohort)[0], by_id=None, now=NOW)

    assert lags(cohort, "vi") == [{Lag.NOT_OPENED: 1}]


def test_lecture_that_was_learned_before_stays_done(cohort: Cohort) -> None:
    member = a_member(cohort)
    watch(member.supporter, keys_of(cohort)[0])
    answer(member.supporter, keys_of(cohort)[0])
    down(cohort)
    with translation.override("vi"):
        assert progress_of([member], now=NOW)[member.pk].lectures_missing == 0


def test_own_page_says_that_the_office_knows(cohort: Cohort) -> None:
    member = a_member(cohort)
    down(cohort)
    with translation.override("vi"):
        way = own_way(asked_by(member.supporter), member, now=NOW)

    assert [(entry.is_available if entry else None, state) for entry, state in way.lectures] == [
        (False, LectureState.UNAVAILABLE)
    ]
