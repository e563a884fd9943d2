from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.signals import forget_structure

from .models import Term


@receiver([post_save, post_delete], sender=Term)
def forget_terms(**kwargs: Any) -> None:
    forget_structure()
