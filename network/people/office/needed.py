"""What keeps logins and roles from being deleted, though no row of the database points at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from portal.audit import AuditEntry
from portal.protected import KeptFor

from ..enums import OFFICE_ROLES
from ..models import Supporter, User


def kept_for() -> dict[type[Model], KeptFor]:
    inactive = _(
        "Say at the account that it is not active: nobody signs in with it, and it is still known whose it was."
    )
    card = _("Open the person's card at the desk of supporters: register there that they leave, or erase their data.")
    return {
        Supporter: KeptFor(_("supporters"), card),
        AuditEntry: KeptFor(_("entries in the record of accesses"), inactive),
        PageLogEntry: KeptFor(_("entries in the history of pages"), inactive),
        ModelLogEntry: KeptFor(_("entries in the history of the office's things"), inactive),
        User: KeptFor(_("accounts"), _("Take the people out of the group first.")),
        Group: KeptFor(
            _("roles of the office"), _("The portal knows this role by its name. Take people out of it instead.")
        ),
    }


def needed_by(thing: Model) -> list[Model]:
    match thing:
        case User():
            return [trace for traces in _traces(thing) for trace in traces]
        case Group():
            return [*thing.user_set.all(), *([thing] if thing.name in OFFICE_ROLES else [])]
    return []


def _traces(user: User) -> tuple[QuerySet[Any], ...]:
    """They name the login by its number alone."""
    return (
        AuditEntry.objects.filter(actor_id=user.pk),
        PageLogEntry.objects.filter(user=user),
        ModelLogEntry.objects.filter(user=user),
    )


def refuse_if_needed(things: Iterable[Model]) -> None:
    needing = {one for thing in things for one in needed_by(thing)}
    if needing:
        raise ProtectedError("It is needed.", needing)


def login_is_deleted(request: HttpRequest, user: User) -> None:
    refuse_if_needed([user])


def many_are_deleted(request: HttpRequest, action_type: str, objects: Iterable[Model], action: Any) -> None:
    if action_type == "delete":
        refuse_if_needed(objects)
