"""Taking a lecture down everywhere, and putting it back: one row, whatever languages its pages are in (L2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal import audit
from portal.refusals import allowed

from ..enums import UnavailableReason
from ..locks import lock_lecture
from ..models import Lecture, UnavailableNote
from ..rules.availability import Availability, judge_putting_back, judge_taking_down
from .stored_files import ask_to_move

Notes = Mapping[str, str]
"""Language → what its readers are told. A language left out, or empty, is told the reason's own sentence."""


@transaction.atomic
def take_down(key: UUID, reason: UnavailableReason, notes: Notes, *, by_id: int | None, now: datetime) -> Lecture:
    """In all languages at once. Links to its files that were given out die as soon as the files have moved."""
    lecture = lock_lecture(key)
    allowed(judge_taking_down(_availability(lecture)))
    lecture.unavailable_since = now
    _tell(lecture, reason, notes)
    changes = {"reason": reason.value, "files": ask_to_move([lecture.pk], now=now)}
    audit.record("lecture taken down", on=lecture, ref=str(key), now=now, actor_id=by_id, changes=changes)
    return lecture


@transaction.atomic
def change_what_is_told(
    key: UUID, reason: UnavailableReason, notes: Notes, *, by_id: int | None, now: datetime
) -> Lecture:
    lecture = lock_lecture(key)
    allowed(judge_putting_back(_availability(lecture)))
    before = lecture.unavailable_reason
    _tell(lecture, reason, notes)
    changes = {"reason": [before, reason.value], "notes": sorted(lecture.notes.values_list("language", flat=True))}
    audit.record("lecture's reason changed", on=lecture, ref=str(key), now=now, actor_id=by_id, changes=changes)
    return lecture


@transaction.atomic
def put_back(key: UUID, *, by_id: int | None, now: datetime) -> Lecture:
    """Files keep the names they have. What readers were told stays, for the next time, and is shown to nobody."""
    lecture = lock_lecture(key)
    allowed(judge_putting_back(_availability(lecture)))
    changes = {"taken down since": str(lecture.unavailable_since), "reason": lecture.unavailable_reason}
    lecture.unavailable_since, lecture.unavailable_reason = None, ""
    lecture.save(update_fields=["unavailable_since", "unavailable_reason"])
    audit.record("lecture put back", on=lecture, ref=str(key), now=now, actor_id=by_id, changes=changes)
    return lecture


def _availability(lecture: Lecture) -> Availability:
    return Availability(lecture.unavailable_since)


def _tell(lecture: Lecture, reason: UnavailableReason, notes: Notes) -> None:
    lecture.unavailable_reason = reason
    lecture.save(update_fields=["unavailable_since", "unavailable_reason"])
    for language, text in notes.items():
        if text:
            UnavailableNote.objects.update_or_create(lecture=lecture, language=language, defaults={"text": text})
    kept = [language for language, text in notes.items() if text]
    lecture.notes.exclude(language__in=kept).delete()
