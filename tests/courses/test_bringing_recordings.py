"""What an editor brings in under Recordings."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.models import Recording
from tests.factories import UserFactory
from tests.learning import make_course, make_lecture

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[2] / "courses/demo/recordings"
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
