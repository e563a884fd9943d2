"""Which pages can be found, and by which of their words. What isn't named here stays out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search.index import SearchField

from portal import pages

# Surveys, recordings and transcripts are for signed-in people (L7): neither these pages nor those fields are here.
KINDS = {
    "portal.homepage": "",
    "portal.standardpage": "",
    "courses.courseindexpage": "",
    "courses.coursepage": _("Course"),
    "courses.lecturepage": _("Lecture"),
    "consultations.consultationindexpage": "",
    "consultations.consultationpage": _("Consultation session"),
}
TEXT_FIELDS = ("intro", "body")


def is_findable(page: Page) -> bool:
    return page.live and page._meta.label_lower in KINDS and pages.is_complete(page)


def kind(page: Page) -> str:
    """What sort of page it is, where that helps to choose; asks no query for a page that isn't specific."""
    content_type = page.cached_content_type
    return str(KINDS[f"{content_type.app_label}.{content_type.model}"])


def parts(page: Page) -> list[str]:
    """The page's text below its title, paragraph by paragraph, furigana and all."""
    found = [part for name in TEXT_FIELDS for part in _as_list(SearchField(name).get_value(page))]
    return [" ".join(part.split()) for part in found if part.strip()]


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])
