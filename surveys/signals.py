from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from portal.signals import forget_structure

from .models import RequiredPeriod, Survey, SurveyPage


@receiver(page_published, sender=SurveyPage)
def make_survey(instance: SurveyPage, **kwargs: Any) -> None:
    lecture_key = instance.get_parent().translation_key
    Survey.objects.get_or_create(key=instance.translation_key, defaults={"lecture_id": lecture_key})


@receiver([post_save, post_delete], sender=RequiredPeriod)
@receiver([post_save, post_delete], sender=Survey)
@receiver(m2m_changed, sender=RequiredPeriod.surveys.through)
def forget_what_is_required(**kwargs: Any) -> None:
    forget_structure()
