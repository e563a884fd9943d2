from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Revision, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from . import privacy, structure
from .models import ContactSettings
from .wholeness import note_whether_whole


def forget_structure(**kwargs: Any) -> None:
    structure.forget()


for _signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
    _signal.connect(forget_structure, dispatch_uid="portal.forget_structure")


pre_save.connect(privacy.pages_stay_public, sender=PageViewRestriction)
pre_save.connect(privacy.no_password_is_shared, sender=CollectionViewRestriction)


@receiver(post_save, sender=Revision)
def note_pages_that_are_whole(instance: Revision, created: bool, **kwargs: Any) -> None:
    if created and issubclass(instance.content_type.model_class() or object, Page):
        note_whether_whole(instance)


@receiver([post_save, post_delete], sender=ContactSettings)
@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_delete, sender=Page)
def forget_settings_and_deleted_pages(**kwargs: Any) -> None:
    forget_structure()
