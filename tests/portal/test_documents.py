"""Documents in a private bucket: whoever may see one gets a link of five minutes, and nobody an address for ever."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from network.models import User
from tests.buckets import private_bucket
from tests.factories import SupporterFactory, UserFactory
from tests.portal.logged import log

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7"


@pytest.fixture
def collection() -> Collection:
    return Collection.get_first_root_node().add_child(name="Board")


@pytest.fixture
def document(collection: Collection) -> Document:
    return Document.objects.create(
        title="Minutes", file=ContentFile(CONTENT, name="minutes.pdf"), collection=collection
    )


@pytest.fixture
def in_a_bucket(document: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", private_bucket())
    return Document.objects.get()


def restrict(collection: Collection, kind: str) -> None:
    made = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind)
    made.groups.set(Group.objects.filter(name="Coordinators"))


def sign_in_before(document: Document) -> str:
    return f"/vi/account/login/?{urlencode({'next': document.url}, safe='/')}"


def test_document_is_shown_by_a_link_of_five_minutes(client: Client, in_a_bucket: Document) -> None:
    response = client.get(in_a_bucket.url)
    signed = parse_qs(urlsplit(response["Location"]).query)

    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")
    assert {name: signed[name] for name in signed if name.startswith(("response", "X-Amz-Ex"))} == {
        "X-Amz-Expires": ["300"],
        "response-content-type": ["application/pdf"],
        "response-content-disposition": ["inline"],
    }


def test_document_that_a_browser_could_run_is_a_download(
    client: Client, collection: Collection, in_a_bucket: Document
) -> None:
    Document.objects.update(file="documents/page.html")
    link = client.get(Document.objects.get().url)["Location"]

    assert parse_qs(urlsplit(link).query)["response-content-disposition"] == [
        "attachment; filename=page.html; filename*=UTF-8''page.html"
    ]


@pytest.mark.parametrize("kind", [CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS])
def test_document_of_a_private_collection_gets_no_link_for_strangers(
    client: Client, collection: Collection, in_a_bucket: Document, kind: str
) -> None:
    restrict(collection, kind)

    response = client.get(in_a_bucket.url)

    assert (response.status_code, response["Location"]) == (302, sign_in_before(in_a_bucket))


@pytest.mark.parametrize(
    ("kind", "who", "sees"),
    [("login", "member", True), ("groups", "member", False), ("groups", "coordinator", True)],
)
def test_document_of_a_private_collection_gets_a_link_for_who_may_see_it(
    client: Client, collection: Collection, in_a_bucket: Document, kind: str, who: str, sees: bool
) -> None:
    restrict(collection, kind)
    user: User = SupporterFactory().user if who == "member" else UserFactory(groups=["Coordinators"])
    client.force_login(user)
    client.raise_request_exception = False

    assert ("X-Amz-Signature" in client.get(in_a_bucket.url).get("Location", "")) == sees


@pytest.fixture
def on_this_machine(document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Document:
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))
    document.file.save("minutes.pdf", ContentFile(CONTENT))
    return Document.objects.get()


def test_document_on_this_machine_is_sent_from_here(client: Client, on_this_machine: Document) -> None:
    response = client.get(on_this_machine.url)

    assert (response.status_code, response.getvalue()) == (200, CONTENT)


def test_document_of_a_private_collection_is_not_sent_from_here_to_strangers(
    client: Client, collection: Collection, on_this_machine: Document
) -> None:
    restrict(collection, CollectionViewRestriction.LOGIN)

    response = client.get(on_this_machine.url)

    assert (response.status_code, response["Location"]) == (302, sign_in_before(on_this_machine))


def test_document_whose_file_is_gone_is_not_found(client: Client, on_this_machine: Document) -> None:
    on_this_machine.file.storage.delete(on_this_machine.file.name)

    with log() as written:
        response = client.get(on_this_machine.url)

    assert (response.status_code, response.text.count("<h1")) == (404, 1)
    assert [part for part in ("minutes", ".pdf", "documents/") if part in written.getvalue()] == []
