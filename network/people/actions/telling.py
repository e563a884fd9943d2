"""Mail that says that there is news, and not what (D4)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from portal import mail

from ..models import Supporter


def tell(supporter: Supporter, about: Model, event: str, *, now: datetime) -> None:
    """One mail an event; `event` names it among those of what it is about. The room that holds that has a letter for it
    (`consultations.news`). Who has no login, or has left, is not written to."""
    if supporter.user_id is None or supporter.has_left:
        return
    kind = f"{about._meta.app_label}.news"
    mail.queue(
        kind,
        recipient_id=supporter.user_id,
        language=supporter.language,
        dedupe_key=f"{kind}:{about._meta.model_name}:{about.pk}:{event}",
        now=now,
    )
