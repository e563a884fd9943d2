"""Files of what is deleted, in a published portal's buckets: gone, and no key of a bucket is written down for it."""

from __future__ import annotations

import runpy
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django_tasks_db.models import DBTaskResult
from moto.server import ThreadedMotoServer
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import UserFactory
from tests.published import RIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_buckets(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """As production's settings make them."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    for name, value in (RIGHT | {"AWS_ENDPOINT_URL_S3": endpoint}).items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = runpy.run_module("config.settings.production")["STORAGES"]
    for name in ("PUBLIC_BUCKET", "PRIVATE_BUCKET"):
        _client(endpoint).create_bucket(Bucket=RIGHT[name])
    yield
    server.stop()


def _client(endpoint: str) -> boto3.client:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=RIGHT["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=RIGHT["AWS_SECRET_ACCESS_KEY"],
    )


@pytest.fixture
def document(in_buckets: None) -> Document:
    return Document.objects.create(title="Minutes", file=ContentFile(b"%PDF-1.7", name="minutes.pdf"))


def test_file_of_a_deleted_document_goes(document: Document, django_capture_on_commit_callbacks: OnCommit) -> None:
    name = document.file.name
    assert storages["default"].exists(name) is True

    with django_capture_on_commit_callbacks(execute=True):
        document.delete()

    assert storages["default"].exists(name) is False


def test_files_of_a_deleted_picture_go_from_both_buckets(
    in_buckets: None,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    # A field asks for its storage once, when the model is made.
    monkeypatch.setattr(Rendition._meta.get_field("file"), "storage", storages["renditions"])
    image = Image.objects.create(title="Way", file=get_test_image_file())
    small = Rendition.objects.create(image=image, file=get_test_image_file(), width=640, height=480)
    kept = [(storages["default"], image.file.name), (storages["renditions"], small.file.name)]
    assert [storage.exists(name) for storage, name in kept] == [True] * 2

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert [storage.exists(name) for storage, name in kept] == [False] * 2


def test_row_of_the_task_holds_no_key_of_the_bucket(
    document: Document, settings: Settings, django_capture_on_commit_callbacks: OnCommit
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    name = document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        document.delete()

    rows = [row.args_kwargs for row in DBTaskResult.objects.all() if "delete_file" in row.task_path]
    assert rows == [{"args": [["portal.buckets.called", ["default"], {}], name], "kwargs": {}}]


def test_deleting_a_document_in_the_admin_is_no_error(
    document: Document, client: Client, django_capture_on_commit_callbacks: OnCommit
) -> None:
    client.force_login(UserFactory(administrator=True))

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/admin/documents/delete/{document.pk}/")

    assert (answer.status_code, Document.objects.count()) == (302, 0)
