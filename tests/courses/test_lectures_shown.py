"""What the pages of the courses show: to whom, in which language and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from courses.facts.lectures import Watched, watched_by
from courses.models import Caption, CoursePage, LecturePage, Recording, Watching
from network.models import Supporter
from tests.courses.giving_out import in_another_language
from tests.factories import SupporterFactory, UserFactory
from tests.learning import BYTES, make_course, make_lecture, make_recording

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def member(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


@pytest.fixture
def course() -> CoursePage:
    return make_course()


@pytest.fixture
def lecture(course: CoursePage) -> LecturePage:
    return make_lecture(course)


def shown(client: Client, course: CoursePage, language: str = "vi") -> list[tuple[int, str, str]]:
    """Of each lecture on the course's page: its number, title and language."""
    address = course.url.replace("/vi/", f"/{language}/")
    return [(one.number, one.title, one.language) for one in client.get(address).context["course"].lectures]


def watch(supporter: Supporter, recording: Recording, share: int, **more: Any) -> None:
    Watching.objects.create(supporter=supporter, recording=recording, share=share, updated_at=NOW, **more)


# The list


def test_lectures_stand_in_the_order_of_their_numbers(client: Client, course: CoursePage) -> None:
    for number in (2, 10, 1):
        make_lecture(course, number)

    assert shown(client, course) == [(1, "Bài 1", "vi"), (2, "Bài 2", "vi"), (10, "Bài 10", "vi")]


def test_basic_course_stands_first_and_holds_its_own_lectures_alone(client: Client) -> None:
    applied = make_course("applied")
    make_lecture(applied, 7)
    basic = make_course()
    make_lecture(basic, 1)

    courses = client.get(basic.get_parent().url).context["shown"]

    assert [(one.kind, [lecture.number for lecture in one.lectures]) for one in courses] == [
        ("basic", [1]),
        ("applied", [7]),
    ]


def test_lecture_without_a_page_in_the_readers_language_is_listed_in_one_that_has_it(
    client: Client, course: CoursePage
) -> None:
    translated = in_another_language(make_lecture(course, 1), "en")
    translated.title = "Lecture one"
    translated.save_revision().publish()
    make_lecture(course, 2)

    assert shown(client, course, "en") == [(1, "Lecture one", "en"), (2, "Bài 2", "vi")]


def test_number_and_share_of_the_first_language_count_for_all(client: Client, course: CoursePage) -> None:
    translated = in_another_language(make_lecture(course, 1, required_share=70), "en")
    LecturePage.objects.filter(pk=translated.pk).update(number=9, required_share=10)

    [entry] = client.get(course.url.replace("/vi/", "/en/")).context["course"].lectures

    assert (entry.number, entry.required_share) == (1, 70)


def test_lecture_that_has_expired_is_gone_before_the_clock_comes_by(client: Client, course: CoursePage) -> None:
    for number, expires_at in ((1, NOW), (2, NOW + timedelta(seconds=1))):
        page = make_lecture(course, number)
        LecturePage.objects.filter(pk=page.pk).update(expire_at=expires_at)

    with time_machine.travel(NOW, tick=False):
        assert [number for number, *_more in shown(client, course)] == [2]


# Watched


def test_share_of_a_lecture_is_the_best_of_its_recordings_and_of_nobody_else(
    supporter: Supporter, course: CoursePage
) -> None:
    watched, _untouched = (make_lecture(course, number) for number in (1, 2))
    first, second = (make_recording(watched, language=language) for language in ("vi", "ja"))
    watch(supporter, first, 30)
    watch(supporter, second, 45)
    watch(SupporterFactory(), second, 99)

    assert watched_by(supporter.pk) == {watched.translation_key: Watched(share=45)}


@pytest.mark.parametrize(
    ("way", "found"),
    [
        (OtherWay.TRANSCRIPT, Watched(has_read_transcript=True)),
        (OtherWay.WITHOUT_PLAYER, Watched(says_watched_elsewhere=True)),
    ],
)
def test_other_ways_to_watch_are_told_apart(
    supporter: Supporter, lecture: LecturePage, way: OtherWay, found: Watched
) -> None:
    say_watched_otherwise(supporter.pk, lecture.translation_key, way, now=NOW)
    say_watched_otherwise(SupporterFactory().pk, lecture.translation_key, OtherWay.TRANSCRIPT, now=NOW)

    assert watched_by(supporter.pk) == {lecture.translation_key: found}


def test_list_shows_each_person_their_own_share(member: Client, supporter: Supporter, lecture: LecturePage) -> None:
    watch(supporter, make_recording(lecture), 35)
    course = lecture.get_parent()

    shares = [
        [one.watched.share for one in client.get(course.url).context["course"].lectures]
        for client in (member, Client())
    ]

    assert shares == [[35], [0]]


# The player


def test_next_lecture_is_the_one_with_the_next_number(client: Client, course: CoursePage) -> None:
    pages = {number: make_lecture(course, number) for number in (5, 1, 3)}
    make_lecture(make_course("applied"), 6)

    after = {number: client.get(page.url).context["shown"]["after"] for number, page in pages.items()}

    assert {number: entry and entry.number for number, entry in after.items()} == {1: 3, 3: 5, 5: None}


@pytest.mark.parametrize(
    ("language", "wanted", "spoken"),
    [
        ("vi", "", "vi"),
        ("ja", "", "ja"),
        ("ja-hira", "", "ja"),
        ("en", "", "vi"),
        ("vi", "ja", "ja"),
        ("vi", "0", "vi"),
    ],
)
def test_recording_is_the_one_asked_for_or_in_the_readers_language_or_the_first(
    member: Client, lecture: LecturePage, language: str, wanted: str, spoken: str
) -> None:
    recordings = {code: make_recording(lecture, language=code) for code in ("vi", "ja")}
    page = lecture if language == "vi" else in_another_language(lecture, language)
    asked = recordings[wanted].pk if wanted in recordings else wanted

    assert member.get(f"{page.url}?recording={asked}").context["recording"].language == spoken


def test_captions_in_the_readers_language_come_first_and_the_others_in_order(
    member: Client, lecture: LecturePage
) -> None:
    recording = make_recording(lecture)
    for code in ("en", "ja", "vi"):
        Caption.objects.create(recording=recording, language=code, text="WEBVTT")

    listed = {
        page.locale.language_code: [track.language for track in member.get(page.url).context["recording"].captions]
        for page in (lecture, in_another_language(lecture, "ja-hira"), in_another_language(lecture, "en"))
    }

    assert listed == {"vi": ["vi", "ja", "en"], "ja-hira": ["ja", "vi", "en"], "en": ["en", "vi", "ja"]}


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (100, 2), (3600, 60)])
def test_recording_says_how_many_minutes_it_takes(
    member: Client, lecture: LecturePage, seconds: int, minutes: int
) -> None:
    make_recording(lecture, seconds=seconds)

    assert member.get(lecture.url).context["recording"].minutes == minutes


def test_player_goes_on_where_this_person_stopped_in_this_recording(
    member: Client, supporter: Supporter, lecture: LecturePage
) -> None:
    first, second = (make_recording(lecture, language=code) for code in ("vi", "ja"))
    watch(supporter, first, 40, position_ms=40_000)
    watch(SupporterFactory(), second, 80, position_ms=80_000)

    resumed = [member.get(f"{lecture.url}?recording={one.pk}").context["resume_ms"] for one in (first, second)]

    assert resumed == [40_000, 0]


@pytest.mark.parametrize(
    ("has_sound", "query", "listens"), [(True, "?sound=only", True), (True, "", False), (False, "?sound=only", False)]
)
def test_sound_alone_is_played_where_there_is_one_and_it_is_asked_for(
    member: Client, lecture: LecturePage, has_sound: bool, query: str, listens: bool
) -> None:
    recording = make_recording(lecture)
    if has_sound:
        recording.audio.save("lecture.m4a", ContentFile(BYTES))

    assert member.get(f"{lecture.url}{query}").context["listens"] is listens


def test_office_that_is_not_registered_sees_the_player_and_reports_nothing(
    client: Client, lecture: LecturePage
) -> None:
    make_recording(lecture)
    client.force_login(UserFactory(groups=["Editors"]))

    context = client.get(lecture.url).context

    assert (context["recording"].language, context["token"]) == ("vi", "")
