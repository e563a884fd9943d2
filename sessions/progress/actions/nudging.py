"""A friendly reminder from the facilitator to who lags behind: never twice in seven days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal import audit, mail

from ...groups.enums import MembershipState
from ...groups.models import Membership
from ..facts.progress import MemberEntry
from ..rules.progress import NUDGE_AGAIN_AFTER

NUDGE_MAIL = "consultations.nudge"


def nudge(entries: Iterable[MemberEntry], *, by_id: int | None, now: datetime) -> list[MemberEntry]:
    """Those who are written to now; who can't be reminded stays as they are."""
    chosen = [entry for entry in entries if entry.nudging.is_allowed]
    with transaction.atomic():
        # In the order of their keys, so that two facilitators never wait for each other.
        in_order = sorted(chosen, key=lambda entry: entry.membership.pk)
        return [entry for entry in in_order if _nudge(entry.membership, by_id, now)]


def _nudge(membership: Membership, by_id: int | None, now: datetime) -> bool:
    """Asked again on the locked row: of two presses at once one is let through. (An UPDATE would ask in a subquery,
    because of the supporter, and PostgreSQL doesn't repeat that after waiting for the other press.)"""
    due = Membership.objects.select_for_update(no_key=True, of=("self",)).filter(
        Q(nudged_at=None) | Q(nudged_at__lte=now - NUDGE_AGAIN_AFTER),
        pk=membership.pk,
        state=MembershipState.MEMBER,
        supporter__left_on=None,
        supporter__user__is_active=True,
    )
    locked = due.select_related("supporter").first()
    if locked is None:
        return False
    locked.nudged_at = now
    locked.save(update_fields=["nudged_at"])
    supporter = locked.supporter
    assert supporter.user_id is not None
    mail.queue(
        NUDGE_MAIL,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=str(membership.pk),
        dedupe_key=f"{NUDGE_MAIL}:{membership.pk}:{int(now.timestamp())}",
        now=now,
    )
    audit.record("nudged", on=membership, ref=str(supporter), now=now, actor_id=by_id)
    return True
