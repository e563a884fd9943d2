from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from .sending import send_one


@task(priority=50)
def send_mail(mail_id: int) -> None:
    """At once, before whatever else waits; the clock is the net behind it. Run twice, it sends once."""
    send_one(mail_id, timezone.now())
