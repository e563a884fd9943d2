"""A friendly reminder from the facilitator to who lags behind: never twice in seven days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from portal import audit, mail

from ..facts.progress import MemberEntry, nudge_facts
from ..locks import lock_membership
from ..rules.progress import judge_nudging

NUDGE_MAIL = "consultations.nudge"


def nudge(entries: Iterable[MemberEntry], *, by_id: int | None, now: datetime) -> list[MemberEntry]:
    """Those who are written to now; who can't be reminded stays as they are."""
    chosen = [entry for entry in entries if entry.nudging.is_allowed]
    with transaction.atomic():
        in_order = sorted(chosen, key=lambda entry: entry.membership.pk)
        return [entry for entry in in_order if _nudge(entry, by_id, now)]


def _nudge(entry: MemberEntry, by_id: int | None, now: datetime) -> bool:
    """Judged again on the locked row: of two presses at once one is let through."""
    locked = lock_membership(entry.membership.pk)
    supporter = locked.supporter
    progress = replace(entry.progress, state=locked.state, has_left=supporter.has_left)
    if not judge_nudging(nudge_facts(locked, progress), now).is_allowed:
        return False
    locked.nudged_at = now
    locked.save(update_fields=["nudged_at"])
    assert supporter.user_id is not None
    mail.queue(
        NUDGE_MAIL,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=str(locked.pk),
        dedupe_key=f"{NUDGE_MAIL}:{locked.pk}:{int(now.timestamp())}",
        now=now,
    )
    audit.record("nudged", on=locked, ref=str(supporter), now=now, actor_id=by_id)
    return True
