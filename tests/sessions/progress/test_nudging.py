"""Who lags behind in a cohort, and the friendly mail about it. It is Friday 15 May 2026."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail as sent
from django.db import connections
from django.http import HttpRequest
from django.utils import translation

from network.membership.actions import leave
from network.models import Supporter
from portal.mail import OutboxMail, send_due_mail
from sessions.groups.enums import MembershipState
from sessions.models import Cohort, Membership
from sessions.progress.actions import nudge
from sessions.progress.facts import members_of, own_way, progress_of
from sessions.progress.rules.progress import Lag, LectureState, WorkshopState
from surveys.models import SurveyPage
from tests.databases import Copy
from tests.factories import SupporterFactory
from tests.queries import Queries
from tests.sessions.learning_together import DAY, NOW, a_cohort, a_member, a_workshop, answer, book, keys_of, watch
from tests.sessions.made import BookingFactory

in_database = pytest.mark.django_db


def asked_by(supporter: Supporter) -> HttpRequest:
    request = HttpRequest()
    request.user = supporter.user  # type: ignore[assignment]
    return request


def mails() -> list[tuple[int, str, str]]:
    rows = OutboxMail.objects.filter(kind="consultations.nudge").order_by("pk")
    return list(rows.values_list("recipient__supporter", "language", "reference"))


@pytest.fixture
def cohort(db: None) -> Cohort:
    return a_cohort(lectures=3, required_workshops=1)


@in_database
def test_progress_of_a_member_is_what_they_watched_answered_and_attended(cohort: Cohort) -> None:
    first, second, third = keys_of(cohort)
    member = a_member(cohort)
    person = member.supporter
    watch(person, first)
    answer(person, first)
    watch(person, second, 80)
    watch(person, third, 79)
    attended, missed, _cancelled = (
        a_workshop(cohort, NOW - 5 * DAY),
        a_workshop(cohort, NOW - 4 * DAY),
        a_workshop(cohort, NOW - 3 * DAY, cancelled_at=NOW),
    )
    coming = a_workshop(cohort, NOW + 5 * DAY)
    book(person, attended, "attended")
    BookingFactory(meeting=coming, supporter=person, role="learner", state="cancelled", seat=None)
    book(person, coming)
    book(SupporterFactory(), missed, "attended")

    progress = progress_of([member], now=NOW)[member.pk]

    assert progress.lectures == (
        (str(first), LectureState.DONE),
        (str(second), LectureState.SURVEY_WAITS),
        (str(third), LectureState.BEGUN),
    )
    assert progress.workshops == (
        (str(attended.key), WorkshopState.ATTENDED),
        (str(missed.key), WorkshopState.MISSED),
        (str(coming.key), WorkshopState.BOOKED),
    )
    assert (progress.lectures_done, progress.attended, progress.workshops_missing) == (1, 1, 0)


@in_database
def test_own_way_says_the_same_as_the_facilitators_page(cohort: Cohort) -> None:
    first, second, _third = keys_of(cohort)
    member = a_member(cohort)
    watch(member.supporter, first, 30)
    watch(member.supporter, second)
    answer(member.supporter, second)
    book(member.supporter, a_workshop(cohort, NOW - DAY), "no_show")

    with translation.override("vi"):
        way = own_way(asked_by(member.supporter), member, now=NOW)

    assert way.progress == progress_of([member], now=NOW)[member.pk]
    assert [entry.title for entry, _state in way.lectures if entry] == ["Bài 1", "Bài 2", "Bài 3"]


@in_database
def test_lecture_without_survey_is_done_by_watching() -> None:
    cohort = a_cohort(lectures=1, with_survey=False)
    member = a_member(cohort)
    watch(member.supporter, keys_of(cohort)[0], 80)

    assert progress_of([member], now=NOW)[member.pk].lectures_done == 1


@in_database
def test_answered_survey_counts_even_when_its_page_is_gone(cohort: Cohort) -> None:
    member = a_member(cohort)
    answer(member.supporter, keys_of(cohort)[0])

    for page in SurveyPage.objects.all():
        page.unpublish()

    assert progress_of([member], now=NOW)[member.pk].lectures_done == 1


@in_database
def test_progress_takes_five_queries_however_many_members(
    cohort: Cohort, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    def asked(count: int) -> int:
        for _number in range(count):
            a_member(cohort)
        members = list(Membership.objects.select_related("cohort", "supporter"))
        with count_queries() as counted:
            progress_of(members, now=NOW)
        return len(counted)

    asked(1)  # fills the cache of structure
    assert (asked(0), asked(9)) == (5, 5)


@in_database
def test_members_are_listed_with_who_needs_a_word_first(cohort: Cohort) -> None:
    a_workshop(cohort, NOW - DAY)
    unopened, missed, left = a_member(cohort), a_member(cohort), a_member(cohort)
    for key in keys_of(cohort):
        answer(missed.supporter, key)
    done = a_member(cohort, completed=True, state=MembershipState.COMPLETED)
    a_member(cohort, invited=True)
    leave(left.supporter, by_id=None, now=NOW)
    late = a_member(cohort, since=NOW)

    entries = members_of(cohort, NOW)

    assert [entry.membership.pk for entry in entries] == [
        *(unopened.pk, missed.pk, late.pk),
        done.pk,
    ]
    behind = {lag: len(keys) for lag, keys in entries[0].progress.lags.items()}
    assert behind == {Lag.MISSED_WORKSHOP: 1, Lag.NOT_OPENED: 3}


@in_database
def test_reminder_goes_in_each_persons_language_to_who_lags(cohort: Cohort) -> None:
    lan = a_member(cohort, supporter=SupporterFactory(language="vi"))
    ken = a_member(cohort, supporter=SupporterFactory(language="ja-hira"))
    fine = a_member(cohort)
    for key in keys_of(cohort):
        answer(fine.supporter, key)
    a_member(cohort, supporter=SupporterFactory(user=None))
    a_member(cohort, supporter=SupporterFactory(left=True))

    reminded = nudge(members_of(cohort, NOW), by_id=7, now=NOW)

    assert {entry.membership.pk for entry in reminded} == {lan.pk, ken.pk}
    assert mails() == [
        (lan.supporter_id, "vi", str(lan.pk)),
        (ken.supporter_id, "ja-hira", str(ken.pk)),
    ]


@in_database
def test_reminder_comes_not_twice_in_seven_days(cohort: Cohort) -> None:
    a_member(cohort)

    for days, count in ((0, 1), (0, 1), (6.9, 1), (7, 2)):
        now = NOW + timedelta(days=days)
        nudge(members_of(cohort, now), by_id=7, now=now)
        assert len(mails()) == count


@in_database
def test_two_presses_at_once_send_one_mail(cohort: Cohort) -> None:
    a_member(cohort)
    one, other = members_of(cohort, NOW), members_of(cohort, NOW)  # both pages saw that nobody was reminded yet

    assert (len(nudge(one, by_id=7, now=NOW)), len(nudge(other, by_id=8, now=NOW))) == (1, 0)
    assert len(mails()) == 1


@in_database
def test_letter_says_nothing_of_what_waits_and_is_dropped_for_who_has_left(cohort: Cohort) -> None:
    stays, leaves = (a_member(cohort, supporter=SupporterFactory(language="en")) for _one in range(2))
    nudge(members_of(cohort, NOW), by_id=7, now=NOW)
    leave(leaves.supporter, by_id=None, now=NOW)

    send_due_mail(NOW)

    letters = {mail.to[0]: mail for mail in sent.outbox}
    letter = letters[stays.supporter.user.email]
    assert {to: mail.subject for to, mail in letters.items()} == {
        stays.supporter.user.email: "A next step is waiting for you",
        leaves.supporter.user.email: "Bansō Net: a message for you",
    }
    assert "/en/my/" in letter.body
    for hidden in (str(cohort), "Bài", "lecture", "workshop", "survey", str(stays.supporter), stays.supporter.name):
        assert hidden not in letter.body


@pytest.mark.race
def test_two_facilitators_pressing_in_parallel_send_one_mail_each(race_database: Copy) -> None:
    cohort = a_cohort(required_workshops=1)
    a_workshop(cohort, NOW - DAY)
    for _number in range(5):
        a_member(cohort)
    seen = [members_of(cohort, NOW) for _page in range(2)]

    def press(number: int) -> int:
        try:
            return len(nudge(seen[number], by_id=number, now=NOW))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(press, range(2))) == 5

    assert len(mails()) == 5
