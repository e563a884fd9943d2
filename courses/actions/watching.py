from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from portal.dates import tokyo_day

from ..enums import OtherWay
from ..models import WatchedOtherwise, Watching
from ..rules.watching import Decision, Opening, judge_report, share_percent

ATTEMPTS = 10


class TooManyWritersError(Exception):
    """Other devices kept changing the row; the browser reports again soon, and with more."""


def report_watching(
    *,
    supporter_id: int,
    recording_id: int,
    duration_ms: int,
    reported: object,
    position_ms: int,
    opening: Opening,
    now: datetime,
) -> tuple[Decision, int]:
    """Add what was seen; answers the decision and the share. Two queries when nobody else writes.

    Instead of a lock, the update asks for the version it read: two devices add up whatever the order.
    """
    for _attempt in range(ATTEMPTS):
        watching = Watching.objects.filter(supporter_id=supporter_id, recording_id=recording_id).first()
        seen = watching.intervals if watching else []
        decision = judge_report(seen, reported, duration_ms, opening, now)
        share = max(watching.share if watching else 0, share_percent(decision.intervals, duration_ms))
        if not decision.is_accepted:
            return decision, share
        values = {
            "intervals": [list(interval) for interval in decision.intervals],
            "share": share,
            "position_ms": min(max(position_ms, 0), duration_ms),
            "updated_at": now,
        }
        if _write(watching, values, supporter_id, recording_id):
            return decision, share
    raise TooManyWritersError


def _write(watching: Watching | None, values: dict[str, object], supporter_id: int, recording_id: int) -> bool:
    if watching is not None:
        unchanged = Watching.objects.filter(pk=watching.pk, version=watching.version)
        return bool(unchanged.update(version=watching.version + 1, **values))
    try:
        with transaction.atomic():
            Watching.objects.create(supporter_id=supporter_id, recording_id=recording_id, **values)
    except IntegrityError:
        return False
    return True


def say_watched_otherwise(supporter_id: int, lecture_key: UUID, way: OtherWay, *, now: datetime) -> None:
    """L4: read the transcript, or watched without the player. Saying it again changes nothing."""
    WatchedOtherwise.objects.get_or_create(
        supporter_id=supporter_id, lecture_id=lecture_key, way=way, defaults={"day": tokyo_day(now)}
    )
