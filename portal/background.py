"""What django-tasks keeps of its work: the task, its ids, and of an error the type and the place, not the text."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .logs import type_and_place

KEPT_FOR = timedelta(days=7)


@receiver(pre_save, sender=DBTaskResult)
def keep_no_text_of_an_error(instance: DBTaskResult, **kwargs: Any) -> None:
    """A failed result is saved while its error is being handled; the text may quote a row or a form."""
    if instance.traceback:
        error = sys.exception()
        instance.traceback = type_and_place(error) if error else ""


def forget_old_tasks(now: datetime) -> None:
    """The finished ones, and those that a killed worker left running."""
    DBTaskResult.objects.exclude(status=TaskResultStatus.READY).filter(enqueued_at__lt=now - KEPT_FOR).delete()
