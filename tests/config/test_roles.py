from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from config import roles
from network.people.enums import OFFICE_ROLES

pytestmark = pytest.mark.django_db


def standing() -> dict[str, Any]:
    """What the six groups may, by table and permission, in the order of the roles."""

    def by_permission(rows: Any) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for label, codename, group in rows:
            found.setdefault(f"{label}.{codename}", []).append(group)
        return {name: sorted(groups, key=OFFICE_ROLES.index) for name, groups in found.items()}

    permission = ("permission__content_type__app_label", "permission__codename", "group__name")
    return {
        "MAY": by_permission(
            Permission.objects.filter(group__name__in=OFFICE_ROLES).values_list(
                "content_type__app_label", "codename", "group__name"
            )
        ),
        "MAY_ON_PAGES": by_permission(GroupPagePermission.objects.filter(page__depth=1).values_list(*permission)),
        "MAY_IN_COLLECTIONS": by_permission(
            GroupCollectionPermission.objects.filter(collection__depth=1).values_list(*permission)
        ),
    }


def of_installed(table: Any) -> dict[str, list[str]]:
    from django.apps import apps

    return {name: list(may) for name, may in table.items() if name.split(".")[0] in apps.app_configs}


def tables() -> dict[str, Any]:
    names = ("MAY", "MAY_ON_PAGES", "MAY_IN_COLLECTIONS")
    return {name: of_installed(getattr(roles, name)) for name in names}


def test_roles_of_a_migrated_database_are_those_of_the_table() -> None:
    assert standing() == tables()
    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == list(OFFICE_ROLES)


def test_roles_that_were_changed_are_put_right_when_migrating() -> None:
    desk = Group.objects.get(name="Desk")
    desk.permissions.clear()
    desk.permissions.add(Permission.objects.get(codename="see_payeeaccount"))
    Group.objects.filter(name="Treasurers").update(name="Cashiers")
    reading = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=desk, page=Page.objects.get(depth=1), permission=reading)

    call_command("migrate", verbosity=0)

    assert standing() == tables()


def test_other_groups_and_what_stands_on_single_pages_are_left_alone_when_migrating() -> None:
    helpers = Group.objects.create(name="Helpers")
    helpers.permissions.add(Permission.objects.get(codename="view_supporter"))
    publishing = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    choosing = Permission.objects.get(codename="choose_document")
    coordinators = Group.objects.get(name="Coordinators")
    coordinators.page_permissions.create(page=Page.objects.get(depth=2), permission=publishing)
    papers = Collection.objects.get(depth=1).add_child(name="Papers")
    coordinators.collection_permissions.create(collection=papers, permission=choosing)

    call_command("migrate", verbosity=0)

    assert list(helpers.permissions.values_list("codename", flat=True)) == ["view_supporter"]
    assert coordinators.page_permissions.get().permission == publishing
    assert coordinators.collection_permissions.get().collection == papers


def test_database_that_is_migrated_in_part_keeps_its_roles_as_they_are() -> None:
    Group.objects.get(name="Desk").permissions.clear()
    before = standing()
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("surveys")
    MigrationRecorder(connection).record_unapplied(*newest)

    roles.apply_roles()

    assert standing() == before
