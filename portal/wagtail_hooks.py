from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.active_filters import register_filter_adapter_class
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page

from . import pages
from .background import forget_old_tasks
from .demo.load import load_pages
from .desks import YesNoAdapter
from .drafts import forget_old_drafts
from .idempotency import forget_old_keys
from .limits import forget_old_uses
from .links import link_to_document
from .mail import send_due_mail
from .privacy import ask_who_may_see
from .structure import forget_old_changes
from .tick import Job
from .unsent import forget_old_forms


@hooks.register("before_serve_page")
def say_that_the_translation_is_missing(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    if kwargs or pages.is_complete(page):
        return None
    return pages.missing_translation(request, pages.path_below_home(page))


@hooks.register("portal_due_jobs")
def due_jobs() -> list[Job]:
    return [
        Job("portal.send_due_mail", timedelta(), send_due_mail),
        Job("portal.publish_due_pages", timedelta(minutes=1), pages.publish_due_pages),
        Job("portal.forget_old_keys", timedelta(days=1), forget_old_keys),
        Job("portal.forget_old_drafts", timedelta(days=1), forget_old_drafts),
        Job("portal.forget_unsent_forms", timedelta(hours=1), forget_old_forms),
        Job("portal.forget_old_uses", timedelta(hours=1), forget_old_uses),
        Job("portal.forget_old_tasks", timedelta(days=1), forget_old_tasks),
        Job("portal.forget_old_changes", timedelta(days=1), forget_old_changes),
    ]


@hooks.register("before_bulk_action")
def ask_about_each_page_deleted(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Wagtail's deletion of many asks none of those who are asked when one page is deleted."""
    if action_type != "delete" or action.model is not Page:
        return None
    answers = (ask(request, page) for page in objects for ask in hooks.get_hooks("before_delete_page"))
    return next((answer for answer in answers if answer is not None), None)


@hooks.register("insert_global_admin_css")
def fit_the_admin_on_telephones() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/admin.css"))


@hooks.register("construct_reports_menu")
def hide_reports_that_are_closed(request: HttpRequest, menu_items: list[Any]) -> None:
    """Of the site's history, which would name who edited what; and of translations, to whoever edits no pages."""
    closed = [reverse("wagtailadmin_reports:site_history")]
    if not user_has_any_page_permission(request.user):
        closed.append(reverse("wagtail_localize:translations_report"))
    menu_items[:] = [item for item in menu_items if item.url not in closed]


register_filter_adapter_class(django_filters.BooleanFilter, YesNoAdapter)
hooks.register("before_serve_document", ask_who_may_see, order=-10)
# After Wagtail's own look at the collection's restrictions, which answers with a refusal.
hooks.register("before_serve_document", link_to_document, order=100)
hooks.register("portal_load_demo", load_pages, order=10)
