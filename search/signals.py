"""A deleted page takes its text along by itself."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from . import actions


@receiver(page_published)
def update_published_page(instance: Page, **kwargs: Any) -> None:
    actions.update_text(instance.specific)


@receiver(page_unpublished)
def forget_unpublished_page(instance: Page, **kwargs: Any) -> None:
    actions.forget_text(instance)
