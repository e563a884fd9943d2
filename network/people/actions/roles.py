"""Who may do what in the office: each change is on record, and told to whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from portal import audit

from ..locks import lock_roles
from ..models import User
from .account_mails import mail_account_news

Known = Mapping[int, Mapping[str, Any]]

# An account that was just made, or somebody who registers meanwhile.
WITHOUT_ROLES: Mapping[str, Any] = {"is_active": True, "is_superuser": False, "groups": []}


class OwnRolesError(PermissionDenied):
    """Nobody changes the own roles."""


@dataclass(frozen=True)
class Roles:
    accounts: Known
    groups: Known


def roles() -> Roles:
    """As they are now; until the transaction is over nobody else changes them through the admin."""
    groups: dict[int, dict[str, Any]] = {group.pk: {"name": group.name, "permissions": []} for group in lock_roles()}
    for pk, permission in _permissions():
        groups[pk]["permissions"].append(permission)
    accounts: dict[int, dict[str, Any]] = {
        pk: {"is_active": is_active, "is_superuser": is_superuser, "groups": []}
        for pk, is_active, is_superuser in User.objects.values_list("pk", "is_active", "is_superuser")
    }
    members = User.groups.through.objects.order_by("group__name")
    for pk, name in members.values_list("user_id", "group__name"):
        accounts[pk]["groups"].append(name)
    return Roles(accounts, groups)


def note_changed_roles(before: Roles, after: Roles, *, by_id: int, now: datetime) -> None:
    """Raises OwnRolesError: the caller's transaction takes it back."""
    changed = {
        pk: _differences(before.accounts.get(pk, WITHOUT_ROLES), account) for pk, account in after.accounts.items()
    }
    if changed.get(by_id):
        raise OwnRolesError
    for user in User.objects.select_related("supporter").filter(pk__in=[pk for pk in changed if changed[pk]]):
        audit.record("roles changed", on=user, ref=str(user.pk), now=now, actor_id=by_id, changes=changed[user.pk])
        mail_account_news(user, now=now)
    for pk in {*before.groups, *after.groups}:
        changes = _differences(before.groups.get(pk, {}), after.groups.get(pk, {}))
        if changes:
            audit.record("role changed", on=Group(), ref=str(pk), now=now, actor_id=by_id, changes=changes)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Of each value that isn't the same any more, what it was and what it is."""
    names = sorted({*before, *after})
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}


def _permissions() -> list[tuple[int, str]]:
    """With the group that holds each; of pages and collections with the place where they begin."""
    everywhere = Group.permissions.through.objects.values_list(
        "group_id", "permission__content_type__app_label", "permission__codename"
    )
    on_pages = GroupPagePermission.objects.values_list("group_id", "permission__codename", "page_id")
    in_collections = GroupCollectionPermission.objects.values_list("group_id", "permission__codename", "collection_id")
    return sorted(
        [
            *((group, f"{room}.{name}") for group, room, name in everywhere),
            *((group, f"{name} from page {page}") for group, name, page in on_pages),
            *((group, f"{name} from collection {collection}") for group, name, collection in in_collections),
        ]
    )
