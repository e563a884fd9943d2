from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import GroupPagePermission
from wagtail.signals import page_published

from portal.signals import forget_structure

from .meetings.models import ConsultationIndexPage, Meeting, SessionPlan

for sender in (Meeting, SessionPlan):
    for signal in (post_save, post_delete):
        signal.connect(forget_structure, sender=sender, dispatch_uid=f"forgets {sender.__name__}")

COORDINATORS = "Coordinators"
WRITING = ["add_page", "change_page", "publish_page"]


@receiver(page_published, sender=ConsultationIndexPage)
def let_coordinators_write(instance: ConsultationIndexPage, **kwargs: Any) -> None:
    """They announce the sessions below. Only once: an administrator may take it back."""
    if instance.first_published_at != instance.last_published_at:
        return
    group = Group.objects.get(name=COORDINATORS)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=WRITING):
        GroupPagePermission.objects.get_or_create(group=group, page_id=instance.pk, permission=permission)
