from __future__ import annotations

import unicodedata
from datetime import datetime

from django.db import transaction
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from portal import structure

from . import contents
from .folding import index_tokens, stored
from .models import PageText


def update_text(page: Page) -> None:
    """Make the index say what the page says now: nothing, when it isn't to be found."""
    if not contents.is_findable(page):
        forget_text(page)
        return
    parts = contents.parts(page)
    tokens = [stored(index_tokens(part)) for part in (page.title, *parts)]
    texts = {
        "text": unicodedata.normalize("NFC", " · ".join(parts)),
        "title_tokens": f" {tokens[0]} ",
        "tokens": f" {' '.join(tokens)} ",
    }
    with transaction.atomic():
        row, _created = PageText.objects.update_or_create(page_id=page.pk, defaults=texts)
        get_search_backend().add(row)


def forget_text(page: Page) -> None:
    PageText.objects.filter(page_id=page.pk).delete()


def rebuild(now: datetime) -> None:
    """All pages anew: after loading, and once a day for what changes without publishing (a source that grew)."""
    PageText.objects.exclude(page__in=Page.objects.live()).delete()
    for page in Page.objects.live().specific().iterator():
        update_text(page)
    # Of what has changed, something may be held.
    structure.forget()
