"""Every kind of staff shows the second factor; at which addresses is tests/network/test_second_factor_walk.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission

from network.models import User
from sessions.models import Case
from tests import reaching
from tests.factories import SupporterFactory, UserFactory
from tests.queries import Queries
from tests.sessions.made import STARTS, CaseFactory
from tests.walking import GROUPS

pytestmark = pytest.mark.django_db

OUTSIDE_THE_ADMIN = ["/vi/", "/ja/my/", "/en/meet/cohorts/", "/ja-hira/search/", "/documents/1/a.pdf"]


def coordinator() -> User:
    return SupporterFactory(user=UserFactory(groups=["Coordinators"], second_factor=False)).user


def in_a_group_of_their_own() -> User:
    group = Group.objects.create(name="Helpers")
    see = Permission.objects.get(content_type__app_label="wagtaildocs", codename="choose_document")
    GroupCollectionPermission.objects.create(group=group, collection=Collection.get_first_root_node(), permission=see)
    return UserFactory(groups=["Helpers"], second_factor=False)


def with_one_permission() -> User:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="see_payeeaccount"))
    return user


@pytest.mark.parametrize(
    "made",
    [
        *(lambda group=group: UserFactory(groups=[group], second_factor=False) for group in GROUPS),
        lambda: UserFactory(administrator=True, second_factor=False),
        in_a_group_of_their_own,
        with_one_permission,
    ],
    ids=[*GROUPS, "administrator", "a group of their own", "one permission"],
)
@pytest.mark.parametrize("path", OUTSIDE_THE_ADMIN)
def test_every_kind_of_staff_meets_the_set_up(made: Callable[[], User], path: str) -> None:
    response = reaching.without_an_app(made()).get(path)

    assert response.status_code == 302
    assert response["Location"].endswith("/account/2fa/totp/activate/")


@pytest.mark.parametrize("path", ["/vi/nowhere/", "/nowhere/", "/admin/nowhere/", "/vi/courses/nowhere/"])
def test_missing_page_asks_for_it_too(path: str) -> None:
    answer = reaching.without_an_app(coordinator()).get(path)

    assert (answer.status_code, answer["Location"]) == (302, "/vi/account/2fa/totp/activate/")


def test_script_gets_no_page_for_an_answer() -> None:
    client = reaching.without_an_app(coordinator())

    response = client.post("/vi/courses/watched/", headers={"sec-fetch-mode": "cors"})

    assert (response.status_code, response.content) == (403, b"")


@pytest.fixture
def case() -> Iterator[Case]:
    """Of a meeting that is going on."""
    with time_machine.travel(STARTS, tick=False):
        yield CaseFactory(text="Two children, no school.")


def screens(case: Case) -> list[str]:
    meeting = f"/en/meet/meetings/{case.meeting_id}"
    return [f"{meeting}/hour/", f"{meeting}/hour/finish/", f"/en/meet/cases/{case.pk}/refer/"]


def test_case_is_not_read_with_the_password_alone(case: Case) -> None:
    client = reaching.without_an_app(coordinator())

    assert [client.get(screen).content for screen in screens(case)] == [b""] * 3


def test_case_is_not_read_before_the_app_was_shown(case: Case) -> None:
    client = reaching.with_an_app_not_shown(coordinator())

    assert [client.get(screen).content for screen in screens(case)] == [b""] * 3


def test_case_is_read_with_the_second_factor(case: Case, client: Client) -> None:
    client.force_login(UserFactory(groups=["Coordinators"]))

    assert case.text in client.get(screens(case)[0]).text


def test_facilitator_who_is_no_staff_acts_as_a_supporter(case: Case, client: Client) -> None:
    facilitator = SupporterFactory(experienced=True)
    case.meeting.facilitators.add(facilitator)
    client.force_login(facilitator.user)

    assert case.text in client.get(screens(case)[0]).text


def test_supporter_with_an_app_is_asked_only_before_it_is_changed() -> None:
    client = reaching.with_an_app_not_shown(SupporterFactory().user)

    assert client.get("/en/my/").status_code == 200
    assert client.get("/en/account/2fa/totp/deactivate/")["Location"].startswith("/en/account/2fa/reauthenticate/")


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_set_up_comes_in_the_language_of_the_page(language: str) -> None:
    response = reaching.without_an_app(coordinator()).get(f"/{language}/my/")

    assert response["Location"] == f"/{language}/account/2fa/totp/activate/"


@pytest.mark.parametrize("path", ["/en/my/", "/c/7K3M-920A/", "/en/nowhere/"])
def test_second_factor_costs_supporters_no_query(
    path: str, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    client = reaching.without_an_app(SupporterFactory().user)

    with count_queries() as counted:
        client.get(path)

    assert [sql for sql in counted.statements if "mfa_" in sql] == []
    assert len([sql for sql in counted.statements if "network_user" in sql]) == 1
