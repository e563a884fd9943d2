from __future__ import annotations

import warnings
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from modelsearch.backends import get_search_backend
from wagtail.documents.models import Document
from wagtail.models import Page

from portal.models import HomePage, StandardPage
from portal.searching import MOST_CHARACTERS, words_only
from tests.factories import UserFactory
from tests.learning import publish
from tests.walking import addresses

QUOTED = ['5"', '"', '""', '"a" "b"', "'", "''", "\\", "%", "%s", "%(x)s", "{}", "\0", "a\0b", "\x0b", "\ud83d"]
OPERATORS = ["*", "te*", "(", ")", "((", "a NEAR b", "NEAR(a b)", "a AND", "OR", "NOT", "^a", "a:b", "-a"]
OPERATORS += ["a & b", "!a", "a <-> b"]
LONG = ["x" * 10_000, "a " * 3_000, '"' * 500]

# Lists that are searched, by the ends of their names; they take their words by one of PARAMETERS.
SEARCHED = ("index", "index_results", "search", "search_results", "listing", ":choose", "choose_results", "explore")
SEARCHED += ("explore_results", "autocomplete", "_chooser", "chooser_results", "search:results", "papers:find")
PARAMETERS = ("q", "term", "search")


@pytest.mark.parametrize(
    ("asked", "words"),
    [('5"', "5"), ('"hai "người', "hai  người"), ("a\0b", "a b"), ("a\u200bb", "a b"), ("T-shirt's", "T-shirt's")],
)
def test_what_is_no_word_parts_words(asked: str, words: str) -> None:
    assert words_only(asked) == words


def test_long_question_is_cut() -> None:
    assert len(words_only("x" * 10_000)) == MOST_CHARACTERS


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [*QUOTED, *OPERATORS, *LONG])
def test_anything_may_be_looked_for(asked: str) -> None:
    backend = get_search_backend()
    for look in (backend.search, backend.autocomplete):
        assert list(look(asked, Page.objects.all())) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("indexes")
def test_page_with_a_quotation_mark_is_found_by_it(client: Client) -> None:
    client.force_login(UserFactory(groups=["Editors"]))
    publish(HomePage.objects.get(locale__language_code="vi"), StandardPage(title='Màn hình 5" cho lớp', slug="screen"))

    found = client.get("/admin/pages/search/", {"q": '5" cho'}).content.decode()

    assert "Màn hình 5&quot; cho lớp" in found


@pytest.mark.django_db
@pytest.mark.usefixtures("indexes")
def test_document_is_found_by_the_beginning_of_a_quoted_word(client: Client) -> None:
    client.force_login(UserFactory(groups=["Editors"]))
    Document.objects.create(title='Sổ "tay" mới', file=ContentFile(b"%PDF", name="a.pdf"))

    assert "Sổ &quot;tay" in client.get("/admin/documents/chooser/results/", {"q": '"ta'}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ['5" (*) NEAR', "a\0b", "x" * 5_000])
def test_no_search_box_fails_over_what_is_typed(asked: str, client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    client.raise_request_exception = False
    query = urlencode([(name, asked) for name in PARAMETERS])
    home = str(HomePage.objects.get(locale__language_code="vi").pk)
    known = {"parent_page_id": home, "page_id": home, "document": "", "unconfirmed_email": "x", "password_key": "x-y"}
    searched = [address.path for address in addresses(known) if address.name.endswith(SEARCHED)]

    with warnings.catch_warnings(action="ignore"):
        failed = [path for path in searched if client.get(f"{path}?{query}").status_code >= 500]

    assert failed == []
    assert len(searched) > 40
