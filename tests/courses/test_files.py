from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.models import Recording
from tests.factories import SupporterFactory
from tests.learning import BYTES, make_course, make_lecture, make_recording

pytestmark = pytest.mark.django_db

SIZE = len(BYTES)


@pytest.fixture
def recording() -> Recording:
    return make_recording(make_lecture(make_course()))


@pytest.fixture
def address(recording: Recording) -> str:
    with translation.override("vi"):
        return reverse("courses:video", args=[recording.pk])


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(SupporterFactory().user)
    return client


def test_video_without_range_is_whole(member: Client, address: str) -> None:
    response = member.get(address)

    assert (response.status_code, response["Accept-Ranges"], response["Content-Length"]) == (200, "bytes", str(SIZE))
    assert response.getvalue() == BYTES


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, SIZE), ("bytes=-5", SIZE - 5, SIZE), ("bytes=0-999999", 0, SIZE)],
)
def test_video_with_range_is_partial(member: Client, address: str, wanted: str, start: int, stop: int) -> None:
    response = member.get(address, headers={"Range": wanted})

    assert (response.status_code, response["Content-Range"]) == (206, f"bytes {start}-{stop - 1}/{SIZE}")
    assert response.getvalue() == BYTES[start:stop]


def test_video_with_range_beyond_its_end_is_refused(member: Client, address: str) -> None:
    response = member.get(address, headers={"Range": f"bytes={SIZE}-"})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("wanted", ["bytes=5-2", "items=0-9", "bytes=0-1,5-6", "bytes=-", "bytes=a-b"])
def test_video_with_senseless_range_is_whole(member: Client, address: str, wanted: str) -> None:
    assert member.get(address, headers={"Range": wanted}).status_code == 200


def test_video_that_changed_since_is_whole(member: Client, address: str) -> None:
    assert member.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'}).status_code == 200


def test_video_is_not_for_strangers(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/vi/account/login/")


def test_video_is_not_for_who_has_left(client: Client, address: str) -> None:
    client.force_login(SupporterFactory(left_on="2026-01-01").user)

    assert client.get(address).status_code == 404
