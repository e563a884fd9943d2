"""On a bucket, links already given out ask nobody: they die because the files move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from courses.actions.availability import put_back
from courses.actions.stored_files import move_due_files
from courses.models import FileMove, LecturePage, Recording
from portal.pages import publish_due_pages
from tests.courses.giving_out import NOW, Given, a_whole_lecture, in_another_language, taken_down
from tests.learning import BYTES

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(endpoint: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "us-east-1"}
    bucket = boto3.resource("s3", endpoint_url=endpoint, **keys).Bucket("recordings")
    bucket.create()
    options = {"bucket_name": "recordings", "endpoint_url": endpoint, "access_key": "x", "secret_key": "x"}
    settings.STORAGES = {
        **django_settings.STORAGES,
        "recordings": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**options, "region_name": "us-east-1"}},
    }
    for name in ("video", "audio"):
        # A field asks for its storage once, when the model is made.
        monkeypatch.setattr(Recording._meta.get_field(name), "storage", storages["recordings"])
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


@pytest.fixture
def given(bucket: Any) -> Given:
    return a_whole_lecture()


def names(bucket: Any) -> set[str]:
    return {entry.key for entry in bucket.objects.all()}


def fetch(url: str) -> int:
    try:
        with urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def fresh(given: Given) -> Recording:
    return Recording.objects.get(pk=given.recording.pk)


def test_links_given_out_die_with_the_taking_down(
    given: Given, bucket: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    links = [given.recording.video.url, given.recording.audio.url]
    assert [fetch(link) for link in links] == [200, 200]

    with django_capture_on_commit_callbacks(execute=True):
        taken_down(given)

    assert [fetch(link) for link in links] == [404, 404]
    assert FileMove.objects.count() == 0
    assert names(bucket) == {fresh(given).video.name, fresh(given).audio.name}


def test_recording_put_back_plays_under_its_new_name(given: Given, django_capture_on_commit_callbacks: Commit) -> None:
    old = given.recording.video.name
    with django_capture_on_commit_callbacks(execute=True):
        taken_down(given)
        put_back(given.page.translation_key, by_id=None, now=NOW)
    recording = fresh(given)

    assert fetch(recording.video.url) == 200
    with recording.video.open() as file:
        assert file.read() == BYTES
    assert (recording.video.name != old, recording.video.name.endswith(".mp4")) == (True, True)


def test_links_die_when_the_last_page_is_unpublished(given: Given, django_capture_on_commit_callbacks: Commit) -> None:
    english = in_another_language(given.page, "en")
    link = given.recording.video.url
    with django_capture_on_commit_callbacks(execute=True):
        given.page.unpublish()
    assert fetch(link) == 200

    with django_capture_on_commit_callbacks(execute=True):
        english.get_parent().specific.unpublish()
    assert fetch(link) == 404


def expire(page: LecturePage) -> None:
    page.expire_at = NOW
    page.save_revision().publish()
    publish_due_pages(NOW)


@pytest.mark.parametrize("how", ["expired", "deleted"])
def test_links_die_however_the_last_page_goes(
    given: Given, how: str, django_capture_on_commit_callbacks: Commit
) -> None:
    link = given.recording.video.url
    with django_capture_on_commit_callbacks(execute=True):
        given.page.delete() if how == "deleted" else expire(given.page)

    assert fetch(link) == 404


def test_files_move_later_when_the_storage_is_away(
    given: Given, endpoint: str, settings: Settings, django_capture_on_commit_callbacks: Commit
) -> None:
    link = given.recording.video.url
    stores = settings.STORAGES
    away = {**stores["recordings"]["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {**stores, "recordings": {**stores["recordings"], "OPTIONS": away}}
    with django_capture_on_commit_callbacks(execute=True):
        taken_down(given)
    assert list(FileMove.objects.values_list("attempts", flat=True)) == [1, 1]

    settings.STORAGES = stores
    move_due_files(FileMove.objects.latest("next_try_at").next_try_at)

    assert (fetch(link), FileMove.objects.count()) == (404, 0)


@pytest.mark.parametrize("done", ["nothing", "copied", "renamed", "deleted"])
def test_move_that_was_killed_goes_on(given: Given, bucket: Any, done: str) -> None:
    steps = ["nothing", "copied", "renamed", "deleted"].index(done)
    old = given.recording.video.name
    FileMove.objects.create(lecture=given.lecture, old_name=old, new_name="video/new", asked_at=NOW, next_try_at=NOW)
    if steps >= 1:
        bucket.Object("video/new").copy({"Bucket": "recordings", "Key": old})
    if steps >= 2:
        Recording.objects.update(video="video/new")
    if steps >= 3:
        bucket.Object(old).delete()
    move_due_files(NOW)

    assert (fresh(given).video.name, FileMove.objects.count()) == ("video/new", 0)
    assert names(bucket) == {"video/new", given.recording.audio.name}


@pytest.mark.parametrize("gone", ["replaced", "deleted"])
def test_file_that_is_nobodys_any_more_is_not_kept(given: Given, bucket: Any, gone: str) -> None:
    old = given.recording.video.name
    FileMove.objects.create(lecture=given.lecture, old_name=old, new_name="video/new", asked_at=NOW, next_try_at=NOW)
    if gone == "replaced":
        given.recording.video.save("other.mp4", ContentFile(BYTES))
    else:
        given.recording.delete()
    move_due_files(NOW + timedelta(days=1))

    assert {old, "video/new"} & names(bucket) == set()


def test_file_that_waits_already_keeps_the_name_chosen_for_it(given: Given) -> None:
    taken_down(given)
    chosen = list(FileMove.objects.order_by("pk").values_list("new_name", flat=True))
    put_back(given.page.translation_key, by_id=None, now=NOW)
    taken_down(given)

    assert list(FileMove.objects.order_by("pk").values_list("new_name", flat=True)) == chosen


def test_file_that_the_clock_has_moved_is_left_alone_by_the_task(
    given: Given, bucket: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks() as tasks:
        taken_down(given)
    move_due_files(NOW)
    moved = names(bucket)

    for task in tasks:
        task()

    assert names(bucket) == moved == {fresh(given).video.name, fresh(given).audio.name}
