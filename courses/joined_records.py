"""What becomes of watching when two records of one person are joined: seconds seen by either count once."""

from __future__ import annotations

from django.db.models import Model

from network.membership.joining.actions import Rows, one_each
from network.models import Supporter

from .actions.watching import newest_openings
from .locks import lock_watched_by
from .rules.watching import merge, share_percent


def rows() -> dict[str, Rows]:
    return {
        "courses.Watching.supporter": merge_watching,
        "courses.WatchedOtherwise.supporter": one_each("lecture_id", "way", earlier="day"),
    }


def merge_watching(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    watched = lock_watched_by(staying, joining)
    known = {row.recording_id: row for row in watched if row.supporter_id == staying.pk}
    for row in [row for row in watched if row.supporter_id == joining.pk]:
        other = known.get(row.recording_id)
        if other is not None:
            later = max(row, other, key=lambda one: one.updated_at)
            intervals = merge([*row.intervals, *other.intervals])
            row.intervals = [list(pair) for pair in intervals]
            row.openings = newest_openings({**row.openings, **other.openings})
            row.share = max(row.share, other.share, share_percent(intervals, row.recording.duration_ms))
            row.position_ms, row.updated_at = later.position_ms, later.updated_at
            # A report that is on its way read an older one of either.
            row.version = max(row.version, other.version) + 1
            other.delete()
        row.supporter = staying
        row.save()
