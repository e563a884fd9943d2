"""What Wagtail's own pages of a lecture offer, and say, about taking it down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .desk import TAKE_DOWN, languages_of
from .facts.availability import availability
from .models import LecturePage


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is not LecturePage or not user.has_perm(TAKE_DOWN):
        return
    lecture = availability().get(page.translation_key)
    if lecture and lecture.unavailable_since:
        yield _button(_("Put back"), "lectures:put_back", page, icon="view")
    elif lecture:
        yield _button(_("Take down now, everywhere"), "lectures:take_down", page, icon="no-view")


def _button(label: str, name: str, page: Page, *, icon: str) -> Button:
    return Button(label, url=reverse(name, args=[page.translation_key]), icon_name=icon, priority=55)


def say_what_still_stands(request: HttpRequest, page: Page) -> None:
    """Unpublishing in one language is easily taken for taking down."""
    found = LecturePage.objects.descendant_of(page, inclusive=True).values_list("translation_key", "title")
    for key, title in found:
        _say(request, key, title)


def say_what_still_stands_of_many(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    if action_type == "unpublish" and action.model is Page:
        for page in objects:
            say_what_still_stands(request, page)


def _say(request: HttpRequest, key: UUID, title: str) -> None:
    languages = languages_of(key)
    if not languages:
        messages.info(request, _("“%(title)s” is given out to nobody any more.") % {"title": title})
        return
    said = _("“%(title)s” can still be watched, for its pages stand in: %(languages)s.")
    address = reverse("lectures:take_down", args=[key])
    messages.warning(
        request,
        said % {"title": title, "languages": ", ".join(languages)},
        buttons=[messages.button(address, _("Take down now, everywhere"))],
    )
