"""What others need can't be deleted. The admin says so before it asks whether to delete, and instead of failing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import BaseDeleteView
from wagtail import hooks
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

View = Callable[..., HttpResponseBase]

# Each room answers with what it says of its own kinds of records.
KEPT_FOR = "portal_kept_for"
# And with what needs a thing by its number or name, of which the database knows nothing.
NEEDED_BY = "portal_needed_by"
OTHERWISE = _("Leave it as it is. If it must not be seen or used any more, ask an administrator.")


@dataclass(frozen=True)
class KeptFor:
    """Records for whose sake something stays: what they are called, many of them, and what to do instead."""

    records: str | Promise
    way_out: str | Promise


def what_is_needed_stays(view: View) -> View:
    """For all of the admin's addresses."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except ProtectedError as error:
            return _refusal(request, error.protected_objects)
        except RestrictedError as error:
            return _refusal(request, error.restricted_objects)
        needing = hanging_on(_about_to_delete(response)) if response.status_code == 200 else []
        return _refusal(request, needing) if needing else response

    return guarded


def hanging_on(objects: Iterable[Model]) -> list[Model]:
    """What would forbid to delete them."""
    for thing in objects:
        try:
            Collector(using=router.db_for_write(type(thing)), origin=thing).collect([thing])
        except ProtectedError as error:
            return list(error.protected_objects)
        except RestrictedError as error:
            return list(error.restricted_objects)
        needing = [one for needed_by in hooks.get_hooks(NEEDED_BY) for one in needed_by(thing)]
        if needing:
            return needing
    return []


def _about_to_delete(response: HttpResponseBase) -> list[Model]:
    """Of a page that asks whether to delete: what."""
    context = getattr(response, "context_data", None) or {}
    match context.get("view"):
        case BaseDeleteView() as view:
            return [view.object]
        case BulkAction(action_type="delete"):
            return [thing for item in context["items"] for thing in _with_what_is_below(item["item"])]
    is_about_a_page = "page" in context and "descendant_count" in context
    return _with_what_is_below(context["page"]) if is_about_a_page else []


def _with_what_is_below(thing: Model) -> list[Model]:
    return list(thing.get_descendants(inclusive=True)) if isinstance(thing, Page) else [thing]


def _refusal(request: HttpRequest, needing: Iterable[Model]) -> HttpResponse:
    """Names kinds and numbers alone: the rows may be about persons."""
    known: dict[type[Model], KeptFor] = {}
    for answer in hooks.get_hooks(KEPT_FOR):
        known |= answer()
    kept_for = [
        (known.get(kind) or KeptFor(kind._meta.verbose_name_plural or "", OTHERWISE), count)
        for kind, count in Counter(type(thing) for thing in needing).most_common()
    ]
    context = {
        "kinds": [(said.records, count) for said, count in kept_for],
        "ways": list(dict.fromkeys(said.way_out for said, _count in kept_for)),
    }
    response: HttpResponse = get_localized_response(
        lambda asked: render(asked, "portal/not_deleted.html", context, status=409), request
    )
    return response
