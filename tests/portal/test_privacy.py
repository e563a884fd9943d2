from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from network.models import User
from portal.models import HomePage, StandardPage
from tests.factories import SupporterFactory, UserFactory
from tests.learning import publish

pytestmark = pytest.mark.django_db

LANGUAGES = ["vi", "ja", "ja-hira", "en"]
KINDS = [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS, PageViewRestriction.PASSWORD]


@pytest.fixture
def page() -> StandardPage:
    page: StandardPage = publish(
        HomePage.objects.get(locale__language_code="vi"), StandardPage(title="Trang", slug="page")
    )
    return page


@pytest.fixture
def document() -> Document:
    collection = Collection.get_first_root_node().add_child(name="Board")
    return Document.objects.create(title="Minutes", file=ContentFile(b"%PDF", name="a.pdf"), collection=collection)


def restrict(document: Document, kind: str) -> None:
    made = CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=kind)
    made.groups.set(Group.objects.filter(name="Coordinators"))


def supporter() -> User:
    user = SupporterFactory().user
    assert user is not None
    return user


@pytest.mark.parametrize("kind", KINDS)
def test_page_can_not_be_restricted_at_any_address(client: Client, page: StandardPage, kind: str) -> None:
    client.force_login(UserFactory(administrator=True))
    sent = {"restriction_type": kind, "password": "secret", "groups": [Group.objects.all()[0].pk]}

    response = client.post(f"/admin/pages/{page.pk}/privacy/", sent, follow=True)

    assert (response.status_code, PageViewRestriction.objects.count()) == (404, 0)
    with pytest.raises(PermissionDenied):
        PageViewRestriction.objects.create(page=page, restriction_type=kind)


def test_editing_a_page_offers_no_switch(client: Client, page: StandardPage) -> None:
    client.force_login(UserFactory(groups=["Editors"]))

    written = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert "/privacy/" not in written
    assert "set-privacy" not in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_stranger_signs_in_in_the_own_language_to_see_a_private_document(
    client: Client, document: Document, language: str
) -> None:
    restrict(document, CollectionViewRestriction.LOGIN)
    client.cookies["django_language"] = language

    response = client.get(document.url)

    assert response["Location"] == f"/{language}/account/login/?next={document.url}"
    assert "no-store" in response["Cache-Control"]


def test_whoever_has_signed_in_sees_a_private_document(client: Client, document: Document) -> None:
    restrict(document, CollectionViewRestriction.LOGIN)
    client.force_login(supporter())

    response = client.get(document.url)

    assert b"".join(response.streaming_content) == b"%PDF"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "không"), ("ja", "ません"), ("ja-hira", "ません"), ("en", "not")],
)
def test_document_of_a_group_is_refused_in_words_to_others(
    client: Client, document: Document, language: str, words: str
) -> None:
    restrict(document, CollectionViewRestriction.GROUPS)
    client.cookies["django_language"] = language
    client.force_login(supporter())

    response = client.get(document.url)

    assert response.status_code == 403
    assert words in response.content.decode()
    assert "Minutes" not in response.content.decode()


def test_document_of_a_group_is_shown_to_its_members(client: Client, document: Document) -> None:
    restrict(document, CollectionViewRestriction.GROUPS)
    client.force_login(UserFactory(groups=["Coordinators"]))

    response = client.get(document.url)

    assert b"".join(response.streaming_content) == b"%PDF"  # type: ignore[attr-defined]


def test_collection_has_no_shared_password(client: Client, document: Document) -> None:
    client.force_login(UserFactory(administrator=True))
    address = f"/admin/collections/{document.collection_id}/privacy/"

    client.post(address, {"restriction_type": "password", "password": "secret"})

    assert CollectionViewRestriction.objects.count() == 0
    assert 'value="login"' in client.get(address).json()["html"]
    assert 'value="password"' not in client.get(address).json()["html"]
    with pytest.raises(PermissionDenied):
        restrict(document, CollectionViewRestriction.PASSWORD)
    with pytest.raises(NoReverseMatch):
        reverse("wagtaildocs_authenticate_with_password", args=[1])


def test_collection_is_restricted_at_its_page(client: Client, document: Document) -> None:
    client.force_login(UserFactory(administrator=True))

    client.post(f"/admin/collections/{document.collection_id}/privacy/", {"restriction_type": "login"})

    assert CollectionViewRestriction.objects.get().restriction_type == "login"
