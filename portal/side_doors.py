"""Rooms of Wagtail's admin that stand open to whoever may enter it, though they are nobody's business there (trap 7).

Wagtail asks for a permission where something is changed; some of its lists, reports and choosers it shows to all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.auth import permission_denied, user_has_any_page_permission

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
    "wagtailadmin_workflows:task_cho",
)
# It raises an error, to see what that looks like.
FOR_NOBODY = ("wagtailadmin_error_test",)


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
        return view(request, *args, **kwargs)

    return guarded


def _may_pass(user: Any, name: str) -> bool:
    if name.startswith(FOR_ADMINISTRATORS):
        return bool(user.is_superuser)
    return not name.startswith(FOR_EDITORS) or bool(user_has_any_page_permission(user))
