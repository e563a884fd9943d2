"""Thousands of digits, or a number that no database has, by any door: no error of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from portal.readings import whole_number
from tests.factories import SupporterFactory, UserFactory
from tests.walking import NOW, PART, addresses

pytestmark = pytest.mark.django_db

# Python reads no more than 4,300 digits, databases 19.
MANY, LARGE = "9" * 5000, "9" * 30
FIRST_THAT_NONE_HAS = str(2**63)


@pytest.fixture
def administrator() -> Iterator[Client]:
    with time_machine.travel(NOW, tick=False):
        client = Client(raise_request_exception=False)
        client.force_login(SupporterFactory(user=UserFactory(administrator=True)).user)
        yield client


@pytest.mark.parametrize("digits", [MANY, LARGE], ids=["many", "large"])
@pytest.mark.parametrize(
    "path",
    [
        *("/admin/api/main/pages/find/?id=", "/admin/api/main/images/find/?id=", "/admin/pages/?locale="),
        *("/admin/pages/?content_type=", "/admin/pages/usage/portal/standardpage/?site="),
        *("/admin/bulk/wagtailcore/page/delete/?id=", "/admin/choose-page/chosen-multiple/?id="),
        *("/admin/images/chooser/chosen-multiple/?id=", "/admin/documents/chooser/chosen-multiple/?id="),
        *("/admin/meetings/new/?cohort=", "/admin/pages/?p=", "/en/search/?q=a&page=", "/vi/meet/?page="),
        *("/en/my/?unsent=", "/vi/account/password/reset/key/1-", "/admin/figures/?year="),
    ],
)
def test_number_in_an_address_is_no_error(path: str, digits: str, administrator: Client) -> None:
    assert administrator.get(path + digits).status_code < 500


@pytest.mark.parametrize("digits", [MANY, LARGE], ids=["many", "large"])
def test_number_in_a_form_is_no_error(digits: str, administrator: Client) -> None:
    sent = {"papers": [digits], "idempotency_key": "7a8f5c40-6f54-4a77-8a6e-0f9a4b1f7f10"}

    assert administrator.post("/admin/papers/send-out/", sent).status_code < 500


@pytest.mark.parametrize("number", ["7", "007", "9" * 18])
def test_whole_number_is_read(number: str) -> None:
    assert whole_number(number) == int(number)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "²", "٣", "9" * 19, LARGE, MANY])
def test_what_no_database_has_is_no_number(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("digits", [FIRST_THAT_NONE_HAS, LARGE], ids=["first", "large"])
def test_number_as_a_part_of_any_address_is_no_error(digits: str, method: str, administrator: Client) -> None:
    parts = {
        part["name"] for address in addresses({}) for part in PART.finditer(address.route) if part["kind"] == "int"
    }
    numbered = [one.path for one in addresses(dict.fromkeys(parts, digits)) if digits in one.path]
    numbered.append(f"/documents/{digits}/any.pdf")

    failing = [path for path in numbered if administrator.generic(method, path).status_code >= 500]

    assert len(numbered) > 190
    assert failing == []


@pytest.mark.parametrize("page", ["", "sharing/", "leave/", "certificate/", "certificate/pdf/"])
def test_cohort_of_a_number_that_none_has_is_not_there(page: str, administrator: Client) -> None:
    assert administrator.get(f"/en/meet/cohorts/{FIRST_THAT_NONE_HAS}/{page}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("documents/chooser/chosen/{}/", "images/chooser/chosen/{}/", "choose-page/chosen-multiple/?id=1&id={}"),
        *("documents/chooser/chosen-multiple/?id={}", "images/chooser/chosen-multiple/?id={}"),
    ],
)
@pytest.mark.parametrize("text", ["é", "x", "²", "٣", "-1", "1.5"])
def test_nothing_is_chosen_by_what_is_no_number(path: str, text: str, administrator: Client) -> None:
    assert administrator.get(f"/admin/{path.format(text)}", follow=True).status_code == 404
