from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.models import Caption, Recording
from tests.factories import SupporterFactory
from tests.learning import BYTES, make_course, make_lecture, make_recording
from tests.portal.logged import log

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
    assert response["Content-Length"] == str(stop - start)
    assert response.getvalue() == BYTES[start:stop]


def test_video_with_range_beyond_its_end_is_refused(member: Client, address: str) -> None:
    response = member.get(address, headers={"Range": f"bytes={SIZE}-"})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize(
    ("wanted", "status"),
    [(f"bytes=0-{'9' * 5000}", 206), (f"bytes=-{'9' * 5000}", 206), (f"bytes={'9' * 5000}-", 416)],
    ids=["last", "suffix", "first"],
)
def test_range_of_any_number_of_digits_is_read(member: Client, address: str, wanted: str, status: int) -> None:
    response = member.get(address, headers={"Range": wanted})

    assert (response.status_code, response.getvalue()) == (status, BYTES if status == 206 else b"")


@pytest.mark.parametrize("wanted", ["bytes=5-2", "items=0-9", "bytes=0-1,5-6", "bytes=-", "bytes=a-b"])
def test_video_with_senseless_range_is_whole(member: Client, address: str, wanted: str) -> None:
    response = member.get(address, headers={"Range": wanted})

    assert (response.status_code, response.getvalue()) == (200, BYTES)


def test_video_that_changed_since_is_whole(member: Client, address: str) -> None:
    response = member.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'})

    assert (response.status_code, response.getvalue()) == (200, BYTES)


def test_video_that_the_browser_keeps_is_not_sent_again_but_asked_for_each_time(member: Client, address: str) -> None:
    first = member.get(address)
    kept, older = (member.get(address, headers={"If-None-Match": etag}) for etag in (first["ETag"], '"older"'))

    assert (kept.status_code, kept.content, kept["ETag"]) == (304, b"", first["ETag"])
    assert (older.status_code, older.getvalue()) == (200, BYTES)
    assert [answer["Cache-Control"] for answer in (first, kept)] == ["private, no-cache"] * 2


def test_video_is_not_for_strangers(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/vi/account/login/")


def test_video_is_not_for_who_has_left(client: Client, address: str) -> None:
    client.force_login(SupporterFactory(left_on="2026-01-01").user)

    response = client.get(address)

    assert (response.status_code, response.streaming, BYTES in response.content) == (404, False, False)


@pytest.mark.parametrize("kind", ["video", "audio"])
@pytest.mark.parametrize("wanted", ["", "bytes=0-9"], ids=["whole", "range"])
def test_file_that_is_missing_is_not_found(member: Client, recording: Recording, kind: str, wanted: str) -> None:
    recording.audio.save("lecture.m4a", ContentFile(BYTES))
    file = getattr(recording, kind)
    file.storage.delete(file.name)
    with translation.override("en"):
        address = reverse(f"courses:{kind}", args=[recording.pk])

    with log() as written:
        response = member.get(address, headers={"Range": wanted})

    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        404, "text/plain; charset=utf-8", "private, no-store"
    )  # fmt: skip
    assert response.text == "The file of this recording is missing. Please tell the office."
    line = next(line for line in written.getvalue().splitlines() if "streaming" in line)
    assert f"the file of recording {recording.pk} is missing" in line
    assert file.name not in written.getvalue()


def test_missing_video_takes_nothing_from_captions_and_transcript(member: Client, recording: Recording) -> None:
    caption = Caption.objects.create(recording=recording, language="vi", text="WEBVTT")
    recording.video.storage.delete(recording.video.name)

    with translation.override("vi"):
        assert member.get(reverse("courses:captions", args=[caption.pk])).text == "WEBVTT"
