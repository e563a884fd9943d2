from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.utils.translation import override

from network.models import Supporter, User
from network.registering import journey as dashboard
from tests.factories import SupporterFactory, UserFactory
from tests.queries import Queries

pytestmark = pytest.mark.django_db


def asked_by(user: User | AnonymousUser) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


def steps(supporter: Supporter) -> list[tuple[str, str]]:
    with override("en"):
        return [(str(step.title), step.state) for step in dashboard.journey_steps(asked_by(supporter.user))]


REGISTERED = ("Registered with the network", "done")
AT_ONCE = ("You may accompany people at once", "done")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, [REGISTERED]),
        ({"declared": True}, [REGISTERED, AT_ONCE]),
        ({"experienced": True}, [REGISTERED, AT_ONCE]),
        ({"experienced": True, "wants_to_accompany": False}, [REGISTERED]),
        # The room of the cohorts says where somebody stands with the training.
        ({"wants_foreign_origin_training": True}, [REGISTERED]),
        ({"left": True, "experienced": True}, []),
    ],
)
def test_journey_shows_where_a_person_stands(state: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert steps(SupporterFactory(**state)) == expected


def test_journey_of_a_login_without_supporter_is_empty() -> None:
    assert dashboard.journey_steps(asked_by(UserFactory())) == []


@pytest.mark.parametrize(
    ("state", "templates"),
    [
        ({"groups": ["Desk"]}, ["network/registering/office_card.html"]),
        ({"administrator": True}, ["network/registering/office_card.html"]),
        ({}, []),
    ],
)
def test_card_of_the_office_is_for_its_people(state: dict[str, Any], templates: list[str]) -> None:
    assert [card.template for card in dashboard.cards(asked_by(UserFactory(**state)))] == templates


def test_registration_on_my_page_costs_two_queries(
    count_queries: Callable[[], AbstractContextManager[Queries]], client: Client
) -> None:
    client.force_login(SupporterFactory(experienced=True).user)
    client.get("/vi/my/")  # makes the row of settings, which empties the cache of structure
    request = client.get("/vi/my/").wsgi_request
    assert str(request.user.supporter)  # the login brings it along

    with count_queries() as counted:
        dashboard.journey_steps(request)
        dashboard.cards(request)

    assert len(counted) == 2  # the papers, and whether mails reach the address


def test_card_shows_registration_and_ways_to_change_the_account(client: Client) -> None:
    supporter = SupporterFactory(name="Lan <b>", language="ja-hira", wants_to_learn=False)
    client.force_login(supporter.user)

    html = client.get("/en/my/").content.decode()

    assert str(supporter) in html
    assert "Lan &lt;b&gt;" in html
    assert "やさしい日本語" in html
    assert '"/en/account/password/change/"' in html
    assert '"/en/my/address/"' in html
    assert "I want to accompany people" in html
    assert "I want to take the course" not in html
