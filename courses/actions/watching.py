from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from portal.dates import tokyo_day

from ..enums import OtherWay
from ..models import WatchedOtherwise, Watching
from ..rules.watching import Decision, Opening, judge_report, seen_ms, share_percent

ATTEMPTS = 10
OPENINGS_KEPT = 100


class TooManyWritersError(Exception):
    """Other devices kept changing the row; the browser reports again soon, and with more."""


def report_watching(
    *,
    supporter_id: int,
    recording_id: int,
    duration_ms: int,
    reported: object,
    position_ms: int,
    opened_ms: int,
    now: datetime,
) -> tuple[Decision, int]:
    """Add what was seen; answers the decision and the share. Two queries when nobody else writes.

    `opened_ms`: when the player was opened, in milliseconds since 1970; by it an opening is known. Instead of a lock,
    the update asks for the version it read: two devices add up whatever the order.
    """
    for _attempt in range(ATTEMPTS):
        found = Watching.objects.filter(supporter_id=supporter_id, recording_id=recording_id).first()
        watching = found or Watching()
        added_ms = watching.openings.get(str(opened_ms), 0)
        opening = Opening(datetime.fromtimestamp(opened_ms / 1000, UTC), added_ms)
        decision = judge_report(watching.intervals, reported, duration_ms, opening, now)
        share = max(watching.share, share_percent(decision.intervals, duration_ms))
        if not decision.is_accepted:
            return decision, share
        added_ms += seen_ms(decision.intervals) - seen_ms(watching.intervals)
        values = {
            "intervals": [list(interval) for interval in decision.intervals],
            "share": share,
            "openings": newest_openings({**watching.openings, str(opened_ms): added_ms}),
            "updated_at": now,
        }
        # What a page kept while the line was down comes late: the place to go on from is the newest page's.
        if opened_ms >= max(map(int, watching.openings), default=0):
            values["position_ms"] = min(max(position_ms, 0), duration_ms)
        if _write(found, values, supporter_id, recording_id):
            return decision, share
    raise TooManyWritersError


def newest_openings(openings: dict[str, int]) -> dict[str, int]:
    """An older one that is heard of again counts as new, as a page loaded once more would."""
    return {key: openings[key] for key in sorted(openings, key=int)[-OPENINGS_KEPT:]}


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
