"""Rooms of Wagtail's admin that stand open to whoever may enter it, though they are nobody's business there.

Wagtail asks for a permission where something is changed; some of its lists, reports and choosers it shows to all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from wagtail.admin.auth import permission_denied, user_has_any_page_permission
from wagtail.permissions import policy_registry

View = Callable[..., HttpResponseBase]

# Names, or beginnings of names, of addresses as the resolver knows them.
FOR_EDITORS = (
    "wagtailadmin_api:",
    "wagtailadmin_block_preview",
    "wagtailadmin_pages:",
    "wagtailadmin_choose_page",
    "wagtailadmin_tag_",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
    "wagtaildocs_chooser:",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages_chooser:",
    "wagtail_localize:translations_report",
    "wagtail_localize:snippets_api",
)
FOR_ADMINISTRATORS = (
    # It would name who did what, of everybody.
    "wagtailadmin_reports:site_history",
)
FOR_NOBODY = (
    # It raises an error, to see what that looks like.
    "wagtailadmin_error_test",
    # Pages are public (L7).
    "wagtailadmin_pages:set_privacy",
    # Workflows and comments are off, for they mail by themselves.
    "wagtailadmin_workflows:",
    "wagtailadmin_pages:workflow_",
    "wagtailadmin_pages:collect_workflow_",
    "wagtailadmin_pages:confirm_workflow_",
    "wagtailadmin_reports:workflow",
)
# They take whatever is sent for a key.
CHOSEN = (
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtaildocs_chooser:chosen",
    "wagtailimages_chooser:chosen",
)
# Actions on many things at once name each, also to whoever may do nothing with them.
BULK = "wagtail_bulk_action"
ANYTHING = {"add", "change", "publish", "delete", "bulk_delete", "lock", "unlock"}


def closed_side_doors(view: View) -> View:
    """For all of the admin's addresses. Strangers are sent to the sign-in by the view itself."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(FOR_NOBODY):
            raise Http404
        user: Any = request.user
        if user.is_authenticated and not _may_pass(user, name):
            return permission_denied(request)
        if user.is_authenticated and name == BULK and not _may_act_on_all(user, request.GET, **kwargs):
            return permission_denied(request)
        if name.startswith(CHOSEN):
            _are_keys([*kwargs.values(), *request.GET.getlist("id")])
        return view(request, *args, **kwargs)

    return guarded


def _may_pass(user: Any, name: str) -> bool:
    if name.startswith(FOR_ADMINISTRATORS):
        return bool(user.is_superuser)
    return not name.startswith(FOR_EDITORS) or bool(user_has_any_page_permission(user))


def _may_act_on_all(user: Any, asked: QueryDict, app_label: str, model_name: str, action: str) -> bool:
    """Whether the user has something to do with each of what is asked for."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    policy = policy_registry.get_by_type(model)
    if policy is None or not policy.user_has_any_permission(user, ANYTHING):
        return bool(user.is_superuser)
    of_all = [asked.get("childOf", "")] if "all" in asked.getlist("id") else asked.getlist("id")
    keys = {key for key in of_all if key}
    _are_keys(keys)
    own = policy.instances_user_has_any_permission_for(user, ANYTHING)
    return bool(own.filter(pk__in=keys).count() == model._default_manager.filter(pk__in=keys).count())


def _are_keys(texts: Iterable[str]) -> None:
    if not all(text.isascii() and text.isdecimal() for text in texts):
        raise Http404
