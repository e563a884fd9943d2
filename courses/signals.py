from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from portal.signals import forget_structure

from .models import Caption, Lecture, LecturePage, Recording, Transcript


@receiver(page_published, sender=LecturePage)
def make_lecture(instance: LecturePage, **kwargs: Any) -> None:
    Lecture.objects.get_or_create(key=instance.translation_key)


@receiver([post_save, post_delete], sender=Recording)
@receiver([post_save, post_delete], sender=Caption)
@receiver([post_save, post_delete], sender=Transcript)
def forget_recordings(**kwargs: Any) -> None:
    forget_structure()
