"""Logins and roles on which something hangs are not deleted, by no door of the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from network.models import Supporter, User
from portal import audit
from tests.factories import SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

BULK = "/admin/bulk/network/user/delete/?id={}"


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(UserFactory(administrator=True))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def lan() -> Supporter:
    return SupporterFactory(name="Trần Thị Lan")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", ["/admin/users/delete/{}/", BULK])
def test_login_of_a_supporter_stays_and_the_way_out_is_said(
    administrator: Client, lan: Supporter, door: str, method: str
) -> None:
    response = getattr(administrator, method)(door.format(lan.user_id))

    lan.refresh_from_db()
    assert response.status_code == 409
    assert User.objects.filter(pk=lan.user_id).exists()
    assert "register there that they leave, or erase their data" in response.text
    assert [word for word in ("Trần", "Are you sure") if word in response.text] == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", ["/admin/users/delete/{}/", BULK])
def test_login_of_a_colleague_who_is_on_record_stays(administrator: Client, door: str, method: str) -> None:
    colleague = UserFactory()
    audit.record("left", on=colleague, ref="9", now=timezone.now(), actor_id=colleague.pk)

    response = getattr(administrator, method)(door.format(colleague.pk))

    assert response.status_code == 409
    assert User.objects.filter(pk=colleague.pk).exists()


def test_one_login_that_is_needed_keeps_all_that_are_deleted_with_it(administrator: Client, lan: Supporter) -> None:
    unused = UserFactory()

    response = administrator.post(f"{BULK.format(unused.pk)}&id={lan.user_id}")

    assert response.status_code == 409
    assert User.objects.filter(pk__in=[unused.pk, lan.user_id]).count() == 2


@pytest.mark.parametrize("door", ["/admin/users/delete/{}/", BULK])
def test_login_without_anything_is_deleted(administrator: Client, door: str) -> None:
    unused = UserFactory()

    assert administrator.get(door.format(unused.pk)).status_code == 200
    administrator.post(door.format(unused.pk))

    assert not User.objects.filter(pk=unused.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_group_with_people_stays(administrator: Client, method: str) -> None:
    helpers = Group.objects.create(name="Helpers")
    UserFactory().groups.add(helpers)

    response = getattr(administrator, method)(f"/admin/groups/delete/{helpers.pk}/")

    assert response.status_code == 409
    assert Group.objects.filter(pk=helpers.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["Editors", "Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_role_of_the_office_stays_with_nobody_in_it(administrator: Client, name: str, method: str) -> None:
    role = Group.objects.get(name=name)

    response = getattr(administrator, method)(f"/admin/groups/delete/{role.pk}/")

    assert response.status_code == 409
    assert Group.objects.filter(pk=role.pk).exists()


def test_empty_group_of_ones_own_is_deleted(administrator: Client) -> None:
    helpers = Group.objects.create(name="Helpers")

    assert administrator.get(f"/admin/groups/delete/{helpers.pk}/").status_code == 200
    administrator.post(f"/admin/groups/delete/{helpers.pk}/")

    assert not Group.objects.filter(pk=helpers.pk).exists()
