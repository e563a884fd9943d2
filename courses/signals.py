from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_unpublished

from portal.signals import forget_structure

from .actions.stored_files import ask_to_move
from .facts.availability import gone_of, lectures_below
from .models import Caption, Lecture, LecturePage, Recording, Transcript, UnavailableNote


@receiver(post_save, sender=LecturePage)
def make_lecture(instance: LecturePage, **kwargs: Any) -> None:
    """With the first draft, so that recordings can be brought in, or held back, before anything is published."""
    Lecture.objects.get_or_create(key=instance.translation_key)


@receiver([post_save, post_delete], sender=Lecture)
@receiver([post_save, post_delete], sender=UnavailableNote)
@receiver([post_save, post_delete], sender=Recording)
@receiver([post_save, post_delete], sender=Caption)
@receiver([post_save, post_delete], sender=Transcript)
def forget_lectures(**kwargs: Any) -> None:
    forget_structure()


@receiver(page_unpublished)
def let_links_die(instance: Page, **kwargs: Any) -> None:
    """Alone, in bulk, by schedule, or with the page above: a lecture that stands nowhere any more is taken down too."""
    _move_what_is_gone(lectures_below(instance))


@receiver(post_delete, sender=LecturePage)
def let_links_of_deleted_pages_die(instance: LecturePage, **kwargs: Any) -> None:
    _move_what_is_gone({instance.translation_key})


def _move_what_is_gone(keys: set[UUID]) -> None:
    if gone := gone_of(keys):
        ask_to_move(gone, now=timezone.now())
