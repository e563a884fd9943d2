"""What an editor brings in under Recordings."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.models import Recording
from tests.factories import UserFactory
from tests.learning import make_course, make_lecture, make_recording

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[2] / "courses/demo/recordings"
PAGES = ("edit", "delete", "history", "usage")
VIDEO = min(FOLDER.glob("*.mp4"), key=lambda path: path.stat().st_size)


def upload(client: Client, address: str, **fields: object) -> None:
    forms = {f"{name}-{part}_FORMS": 0 for name in ("captions", "transcripts") for part in ("TOTAL", "INITIAL")}
    response = client.post(address, {"language": "vi", **forms, **fields})

    assert response.status_code == 302, response.context["form"].errors


def sizes() -> list[tuple[int, int]]:
    return list(Recording.objects.values_list("video_bytes", "audio_bytes"))


def test_sizes_are_written_down_when_the_files_come(client: Client) -> None:
    client.force_login(UserFactory(groups=["Editors"]))
    lecture = make_lecture(make_course()).translation_key
    sound = SimpleUploadedFile("a.m4a", b"sound")
    with VIDEO.open("rb") as video:
        upload(client, reverse("recordings:add"), lecture=lecture, video=video, audio=sound)

    assert sizes() == [(VIDEO.stat().st_size, 5)]

    change = reverse("recordings:edit", args=[Recording.objects.get().pk])
    upload(client, change, lecture=lecture, **{"audio-clear": "on"})

    assert sizes() == [(VIDEO.stat().st_size, 0)]


def test_recording_is_named_by_its_lecture_on_each_of_its_pages(client: Client) -> None:
    client.force_login(UserFactory(groups=["Editors"]))
    recording = make_recording(make_lecture(make_course()))

    pages = [reverse("recordings:index"), *(reverse(f"recordings:{name}", args=[recording.pk]) for name in PAGES)]

    assert ["Bài 1" in client.get(page).text for page in pages] == [True] * 5


def test_name_of_a_recording_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_recording(make_lecture(make_course()))
    [recording] = Recording.objects.with_lectures()

    with django_assert_num_queries(0):
        assert str(recording).partition(" · ")[0] == "Bài 1"
