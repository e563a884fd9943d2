from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.watching import report_watching
from courses.models import LecturePage, Recording, Watching
from courses.rules.watching import Opening
from network.models import Supporter
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, make_recording
from tests.queries import counted

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def lecture() -> LecturePage:
    return make_lecture(make_course())


@pytest.fixture
def recording(lecture: LecturePage) -> Recording:
    return make_recording(lecture, seconds=100)


def watch(supporter: Supporter, recording: Recording, *intervals: list[int], later: int = 600) -> int:
    _decision, share = report_watching(
        supporter_id=supporter.pk,
        recording_id=recording.pk,
        duration_ms=recording.duration_ms,
        reported=list(intervals),
        position_ms=0,
        opening=Opening(NOW, 0),
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


def test_share_once_reached_stays_when_the_recording_grows(supporter: Supporter, recording: Recording) -> None:
    watch(supporter, recording, [0, 90_000])
    recording.duration_ms = 1_000_000

    assert watch(supporter, recording, [0, 91_000]) == 90


def opened(client: Client, lecture: LecturePage) -> str:
    response = client.get(lecture.url)
    return str(response.context["token"])


def post_report(client: Client, token: str, intervals: object) -> tuple[int, dict[str, object]]:
    with translation.override("vi"):
        address = reverse("courses:report")
    response = client.post(address, {"token": token, "intervals": json.dumps(intervals), "position": "1000"})
    return response.status_code, response.json()


def test_report_answers_the_servers_share(
    client: Client, supporter: Supporter, lecture: LecturePage, recording: Recording
) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(NOW, tick=False):
        token = opened(client, lecture)
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert post_report(client, token, [[0, 30_000]]) == (200, {"share": 30, "reasons": [], "gone": False})


@pytest.mark.parametrize("intervals", [None, {}, [[1]], [["a", "b"]], [[50, 10]], "x" * 10_000])
def test_report_that_is_malformed_is_refused(
    client: Client, supporter: Supporter, lecture: LecturePage, recording: Recording, intervals: object
) -> None:
    client.force_login(supporter.user)
    status, _answer = post_report(client, opened(client, lecture), intervals)

    assert (status, Watching.objects.count()) == (422, 0)


def test_report_with_another_persons_token_is_refused(
    client: Client, supporter: Supporter, lecture: LecturePage, recording: Recording
) -> None:
    client.force_login(supporter.user)
    token = opened(client, lecture)
    client.force_login(SupporterFactory().user)

    assert post_report(client, token, [[0, 1000]]) == (403, {"error": "reload"})


def test_report_takes_three_queries(
    client: Client, supporter: Supporter, lecture: LecturePage, recording: Recording
) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(NOW, tick=False):
        token = opened(client, lecture)
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        post_report(client, token, [[0, 1000]])
        with counted() as queries:
            post_report(client, token, [[0, 2000]])

    assert len(queries) == 3


def test_player_is_not_shown_to_strangers(client: Client, lecture: LecturePage, recording: Recording) -> None:
    response = client.get(lecture.url)

    assert response.status_code == 200
    assert "data-player" not in response.content.decode()


def test_report_of_somebody_whose_session_has_ended_is_told_from_one_that_comes_too_late(client: Client) -> None:
    assert post_report(client, "any token", [[0, 1000]]) == (401, {"error": "sign-in"})
