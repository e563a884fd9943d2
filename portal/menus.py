"""The main menu, the footer, the way down to a page and the links between languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from . import pages, structure

MenuLink = dict[str, Any]
HOME_DEPTH = 2


def main_menu() -> list[MenuLink]:
    return structure.remember(f"menu:{get_language()}", _main_menu)


def current_links(request: HttpRequest) -> list[str]:
    """Of the main menu, the addresses at or below which the reader is."""
    return [link["url"] for link in main_menu() if request.path.startswith(link["url"])]


def footer_menu() -> list[MenuLink]:
    return structure.remember(f"footer:{get_language()}", _footer_menu)


def crumbs(page: Page) -> list[MenuLink]:
    """What lies between a page and the home page, to which the site's name leads."""
    return structure.remember(f"crumbs:{page.pk}", lambda: _crumbs(page))


def language_links(request: HttpRequest) -> list[MenuLink]:
    """One link a language: to the same page where it exists, else to the address that says it doesn't."""
    current, address = get_language(), request.get_full_path()
    # Behind the language all addresses are alike.
    _nothing, language, rest = (*address.split("/", 2), "")[:3]
    is_in_one = language in dict(settings.LANGUAGES)
    return [
        {
            "code": code,
            "name": pages.language_name(code),
            "url": f"/{code}/{rest}" if is_in_one else address,
            "is_current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


def _main_menu() -> list[MenuLink]:
    home = pages.home(get_language() or settings.LANGUAGE_CODE)
    if home is None:
        return []
    return [_link(page) for page in home.get_children().live().in_menu() if pages.is_complete(page)]


def _footer_menu() -> list[MenuLink]:
    home = pages.home(get_language() or settings.LANGUAGE_CODE)
    if home is None:
        return []
    children = home.get_children().live().specific()
    return [_link(page) for page in children if getattr(page, "in_footer", False) and pages.is_complete(page)]


def _crumbs(page: Page) -> list[MenuLink]:
    above = page.get_ancestors().live().filter(depth__gt=HOME_DEPTH)
    return [_link(ancestor) for ancestor in above if pages.is_complete(ancestor)]


def _link(page: Page) -> MenuLink:
    return {"title": page.title, "url": page.url}
