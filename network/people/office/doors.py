"""The addresses of Wagtail's admin by which accounts get and lose what they may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.roles import OwnRolesError, note_changed_roles, roles
from ..facts import user_id

View = Callable[..., HttpResponseBase]

DOORS = ("wagtailusers_users:", "wagtailusers_groups:")
BULK = "wagtail_bulk_action"


def roles_on_record(view: View) -> View:
    """For all of the admin's addresses: forms, new accounts, and actions on many at once."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.user.is_authenticated or not _is_a_door(request, kwargs):
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                before = roles()
                response = view(request, *args, **kwargs)
                note_changed_roles(before, roles(), by_id=user_id(request), now=timezone.now())
        except OwnRolesError:
            list(messages.get_messages(request))  # what it has said of success is not true
            messages.error(request, _("Nobody changes their own roles. Another administrator does."))
            return redirect("wagtailusers_users:index")
        return response

    return guarded


def _is_a_door(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name.startswith(DOORS) or (name == BULK and kwargs["model_name"] in ("user", "group"))
