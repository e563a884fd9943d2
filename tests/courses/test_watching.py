from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.watching import ATTEMPTS, OPENINGS_KEPT, report_watching
from courses.models import LecturePage, Recording, Watching
from network.models import Supporter
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, make_recording
from tests.meanwhile import meanwhile
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands still, and is shifted."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def signed_in(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


@pytest.fixture
def lecture() -> LecturePage:
    return make_lecture(make_course())


@pytest.fixture
def recording(lecture: LecturePage) -> Recording:
    return make_recording(lecture, seconds=100)


def watch(
    supporter: Supporter, recording: Recording, *intervals: list[int], later: int = 600, opened_ms: int = NOW_MS
) -> int:
    _decision, share = report_watching(
        supporter_id=supporter.pk,
        recording_id=recording.pk,
        duration_ms=recording.duration_ms,
        reported=list(intervals),
        position_ms=0,
        opened_ms=opened_ms,
        now=NOW + timedelta(seconds=later),
    )
    return share


def test_replayed_seconds_count_once(supporter: Supporter, recording: Recording) -> None:
    watch(supporter, recording, [0, 40_000])

    assert watch(supporter, recording, [0, 40_000], [20_000, 50_000]) == 50


def test_two_devices_add_up(supporter: Supporter, recording: Recording) -> None:
    watch(supporter, recording, [0, 40_000])

    assert watch(supporter, recording, [60_000, 100_000]) == 80


def test_seconds_faster_than_playback_are_refused(supporter: Supporter, recording: Recording) -> None:
    assert watch(supporter, recording, [0, 100_000], later=10) == 0
    assert Watching.objects.count() == 0


def test_last_report_of_an_older_page_is_not_held_against_the_next(
    signed_in: Client, lecture: LecturePage, recording: Recording, clock: time_machine.Traveller
) -> None:
    """At double speed: a page that is left, and the one that the browser loads before the last report arrives."""
    older = opened(signed_in, lecture)
    clock.shift(20)
    newer = opened(signed_in, lecture)
    assert post_report(signed_in, older, [[0, 40_000]])[0] == 200
    clock.shift(30)

    assert post_report(signed_in, newer, [[40_000, 100_000]]) == (200, {"share": 100, "reasons": [], "gone": False})


def test_small_reports_of_one_page_count_together(supporter: Supporter, recording: Recording) -> None:
    assert watch(supporter, recording, [0, 24_000], later=10) == 24
    assert watch(supporter, recording, [30_000, 40_000], later=10) == 24


def test_openings_remembered_are_the_newest(supporter: Supporter, recording: Recording) -> None:
    for number in range(OPENINGS_KEPT + 1):
        watch(supporter, recording, [number * 10, number * 10 + 10], opened_ms=NOW_MS + number)

    assert Watching.objects.get().openings == {str(NOW_MS + number): 10 for number in range(1, OPENINGS_KEPT + 1)}


def test_what_an_older_page_kept_does_not_move_the_place_to_go_on_from(
    signed_in: Client, lecture: LecturePage, recording: Recording, clock: time_machine.Traveller
) -> None:
    older = opened(signed_in, lecture)
    clock.shift(timedelta(hours=1))
    post_report(signed_in, opened(signed_in, lecture), [[0, 5_000]], position=5_000)
    post_report(signed_in, older, [[0, 90_000]], position=90_000)

    kept = Watching.objects.get()
    assert (kept.intervals, kept.position_ms) == ([[0, 90_000]], 5_000)


def test_share_once_reached_stays_when_the_recording_grows(supporter: Supporter, recording: Recording) -> None:
    watch(supporter, recording, [0, 90_000])
    recording.duration_ms = 1_000_000

    assert watch(supporter, recording, [0, 91_000]) == 90


def opened(client: Client, lecture: LecturePage) -> str:
    response = client.get(lecture.url)
    return str(response.context["token"])


def post_report(
    client: Client, token: str, intervals: object, *, position: int = 1000
) -> tuple[int, dict[str, object]]:
    with translation.override("vi"):
        address = reverse("courses:report")
    response = client.post(address, {"token": token, "intervals": json.dumps(intervals), "position": str(position)})
    return response.status_code, response.json()


def test_report_answers_the_servers_share(
    signed_in: Client, lecture: LecturePage, recording: Recording, clock: time_machine.Traveller
) -> None:
    token = opened(signed_in, lecture)
    clock.shift(60)

    assert post_report(signed_in, token, [[0, 30_000]]) == (200, {"share": 30, "reasons": [], "gone": False})


@pytest.mark.parametrize("intervals", [None, {}, [[1]], [["a", "b"]], [[50, 10]], "x" * 10_000])
def test_report_that_is_malformed_is_refused(
    signed_in: Client, lecture: LecturePage, recording: Recording, intervals: object
) -> None:
    status, _answer = post_report(signed_in, opened(signed_in, lecture), intervals)

    assert (status, Watching.objects.count()) == (422, 0)


def test_report_of_another_person_is_refused_and_not_called_too_old(
    signed_in: Client, lecture: LecturePage, recording: Recording
) -> None:
    token = opened(signed_in, lecture)
    signed_in.force_login(SupporterFactory().user)

    assert post_report(signed_in, token, [[0, 1000]]) == (403, {"error": "somebody-else"})
    assert Watching.objects.count() == 0


def test_report_takes_three_queries(
    signed_in: Client, lecture: LecturePage, recording: Recording, clock: time_machine.Traveller
) -> None:
    token = opened(signed_in, lecture)
    clock.shift(60)
    post_report(signed_in, token, [[0, 1000]])
    with counted() as queries:
        post_report(signed_in, token, [[0, 2000]])

    assert len(queries) == 3


def test_player_is_not_shown_to_strangers(client: Client, lecture: LecturePage, recording: Recording) -> None:
    response = client.get(lecture.url)

    assert response.status_code == 200
    assert "data-player" not in response.content.decode()


def test_report_of_somebody_whose_session_has_ended_is_told_from_one_that_comes_too_late(client: Client) -> None:
    assert post_report(client, "any token", [[0, 1000]]) == (401, {"error": "sign-in"})


@pytest.mark.parametrize("before", [[], [[0, 10_000]]])
def test_report_adds_to_what_another_device_wrote_meanwhile(
    supporter: Supporter, recording: Recording, before: list[list[int]]
) -> None:
    for interval in before:
        watch(supporter, recording, interval)

    with meanwhile(lambda: watch(supporter, recording, [60_000, 100_000]), after=Watching._meta.db_table):
        assert watch(supporter, recording, [0, 40_000]) == 80

    assert Watching.objects.get().intervals == [[0, 40_000], [60_000, 100_000]]


def test_report_that_others_outrun_every_time_is_to_come_again(
    signed_in: Client, lecture: LecturePage, recording: Recording, clock: time_machine.Traveller
) -> None:
    token = opened(signed_in, lecture)
    clock.shift(60)
    post_report(signed_in, token, [[0, 10_000]])

    def another_writes() -> None:
        Watching.objects.update(version=F("version") + 1)

    with meanwhile(another_writes, after=Watching._meta.db_table, times=ATTEMPTS):
        answer = post_report(signed_in, token, [[0, 30_000]])

    assert (answer, Watching.objects.get().intervals) == ((409, {"error": "again"}), [[0, 10_000]])
    assert post_report(signed_in, token, [[0, 30_000]])[1]["share"] == 30
