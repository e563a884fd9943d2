"""Recordings in a bucket of their own origin. Nobody listens there in these tests: no page and no link needs it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.models import LecturePage, Recording
from tests.buckets import private_bucket
from tests.factories import SupporterFactory
from tests.learning import BYTES, make_course, make_lecture, make_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture() -> LecturePage:
    return make_lecture(make_course())


@pytest.fixture
def recording(lecture: LecturePage, monkeypatch: pytest.MonkeyPatch) -> Recording:
    made = make_recording(lecture, seconds=100)
    made.audio, made.audio_bytes = "audio/lecture.m4a", 1234
    made.save()
    for name in ("video", "audio"):
        monkeypatch.setattr(Recording._meta.get_field(name), "storage", private_bucket())
    return made


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(SupporterFactory().user)
    return client


def ask(client: Client, recording: Recording, what: str, method: str = "get") -> HttpResponse:
    with translation.override("vi"):
        return getattr(client, method)(reverse(f"courses:{what}", args=[recording.pk]))


@pytest.mark.parametrize(("what", "content_type"), [("video", "video/mp4"), ("audio", "audio/mp4")])
def test_link_lives_as_long_as_the_recording_and_ten_minutes(
    member: Client, recording: Recording, what: str, content_type: str
) -> None:
    response = ask(member, recording, what)
    address = urlsplit(response["Location"])
    signed = parse_qs(address.query)

    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")
    assert (address.netloc, address.path.split("/")[1:3]) == ("127.0.0.1:9", ["private", what])
    assert (signed["X-Amz-Expires"], signed["response-content-type"]) == ([str(100 + 600)], [content_type])


def test_link_for_a_head_request_is_signed_for_one(member: Client, recording: Recording) -> None:
    links = {
        method: parse_qs(urlsplit(ask(member, recording, "video", method)["Location"]).query)
        for method in ("get", "head")
    }

    assert links["get"]["X-Amz-Signature"] != links["head"]["X-Amz-Signature"]


def test_link_is_not_given_to_strangers(client: Client, recording: Recording) -> None:
    assert ask(client, recording, "video")["Location"].startswith("/vi/account/login/")


def test_page_with_sizes_does_not_ask_the_storage(member: Client, lecture: LecturePage, recording: Recording) -> None:
    html = member.get(lecture.url).content.decode()

    assert recording.video_bytes == len(BYTES)
    assert ("2,0\xa0KB" in html, "1,2\xa0KB" in html) == (True, True)
