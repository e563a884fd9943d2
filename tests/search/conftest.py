from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Locale, Page

from portal.models import HomePage, StandardPage

Write = Callable[..., StandardPage]


@pytest.fixture
def homes(db: None) -> dict[str, HomePage]:
    """A live home page in each language, none of which holds a word that the tests look for."""
    root = Page.objects.get(depth=1)
    made = {}
    for code, _name in settings.LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            key = made["vi"].translation_key
            home = root.add_child(instance=HomePage(slug=f"home-{code}", locale=locale, title="0", translation_key=key))
        home.title = f"0{code}"
        home.save_revision().publish()
        made[code] = home
    return made


@pytest.fixture
def write(homes: dict[str, HomePage]) -> Write:
    """`write("vi", "Title", intro=…, body=…)`: a published page below the home page of that language."""

    def write(language: str, title: str, *, parent: Page | None = None, **fields: Any) -> StandardPage:
        above = Page.objects.get(pk=(parent or homes[language]).pk)
        page = StandardPage(title=title, locale=homes[language].locale, **fields)
        above.add_child(instance=page)
        page.save_revision().publish()
        return page

    return write
