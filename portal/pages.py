"""Pages and their languages: each is either there in the reader's language, or says honestly that it isn't."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction

from . import structure
from .wholeness import is_whole


def home(language: str) -> Page | None:
    """The home page of one language, from the structure cache."""
    return structure.remember(f"home:{language}", lambda: _find_home(language))


def _find_home(language: str) -> Page | None:
    return Page.objects.live().filter(depth=2, locale__language_code=language).specific().first()


def homes() -> dict[int, Page]:
    """Locale id → live home page, in the order of LANGUAGES."""
    found = (home(code) for code, _name in settings.LANGUAGES)
    return {page.locale_id: page for page in found if page}


def in_other_languages(path: str, *, besides: int) -> list[Page]:
    """Live, complete pages with this path below the home pages of other languages."""
    paths = [f"{page.url_path}{path}/" for locale_id, page in homes().items() if locale_id != besides]
    candidates = Page.objects.live().filter(url_path__in=paths, alias_of=None).select_related("locale")
    return [page for page in candidates if is_complete(page)]


def is_complete(page: Page) -> bool:
    """Whether everything on this page is said in its own language.

    A page's text changes only by publishing, so the answer is kept for each live revision.
    """
    if page.alias_of_id is not None:
        return False
    key = f"complete:{page.pk}:{page.live_revision_id}"
    return structure.hold(key, lambda: _kept_completeness(page, key))


def _kept_completeness(page: Page, key: str) -> bool:
    answer = cache.get(key)
    if answer is None:
        answer = is_whole(page)
        cache.set(key, answer, structure.KEPT_FOR_SECONDS)
    return answer


def at(url_path: str) -> Page | None:
    """The live page at this place of the tree. That there is none isn't kept: people may ask for any address."""
    try:
        return structure.remember(f"page:{url_path}", lambda: _find(url_path))
    except Page.DoesNotExist:
        return None


def _find(url_path: str) -> Page:
    page: Page = Page.objects.live().filter(url_path=url_path).specific().get()
    return page


def restricted_paths() -> list[str]:
    """Whatever stands at or below these places of the tree isn't for everybody."""
    return structure.remember("restricted-paths", _restricted_paths)


def _restricted_paths() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def missing_translation(request: HttpRequest, path: str) -> TemplateResponse:
    """The honest answer for a page that isn't there in this language: 404, with links to what exists."""
    language = get_language()
    existing = in_other_languages(path, besides=Locale.objects.get_for_language(language).pk)
    context: dict[str, Any] = {"existing": [existing_link(page) for page in existing]}
    return TemplateResponse(request, "portal/missing_translation.html", context, status=404)


def existing_link(page: Page) -> dict[str, str]:
    code = page.locale.language_code
    return {"title": page.title, "url": page.url, "code": code, "name": language_name(code)}


def language_name(code: str) -> str:
    """What a language calls itself."""
    return LANG_INFO[code]["name_local"]


def path_below_home(page: Page) -> str:
    """`courses/basic` for a page at any depth; the slug of the home page doesn't count."""
    return "/".join(page.url_path.strip("/").split("/")[1:])


def publish_due_pages(now: datetime) -> None:
    """Publishes what has fallen due, and takes down what has expired. Wagtail reads the clock itself."""
    call_command("publish_scheduled")
