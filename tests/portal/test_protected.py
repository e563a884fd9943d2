from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Recording, Watching
from network.models import User
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_course, make_lecture, make_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched() -> Recording:
    recording = make_recording(make_lecture(make_course()))
    supporter = SupporterFactory(name="Somebody")
    Watching.objects.create(supporter=supporter, recording=recording, intervals=[[0, 1000]], updated_at=timezone.now())
    return recording


@pytest.fixture
def editor(client: Client) -> User:
    user: User = UserFactory(groups=["Editors"])
    client.force_login(user)
    return user


@pytest.mark.parametrize("method", ["get", "post"])
def test_recording_that_was_watched_is_kept_and_it_is_said_why(
    client: Client, editor: User, watched: Recording, method: str
) -> None:
    response = getattr(client, method)(f"/admin/recordings/delete/{watched.pk}/")
    written = response.content.decode()

    assert response.status_code == 409
    assert Recording.objects.filter(pk=watched.pk).exists()
    assert "Somebody" not in written
    assert "Are you sure" not in written


def test_recording_that_nobody_has_watched_is_deleted(client: Client, editor: User) -> None:
    recording = make_recording(make_lecture(make_course()))

    assert client.get(f"/admin/recordings/delete/{recording.pk}/").status_code == 200
    client.post(f"/admin/recordings/delete/{recording.pk}/")

    assert not Recording.objects.exists()
