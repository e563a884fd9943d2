"""Workshops of cohorts with who booked there, for who asks how far their members are. It needs neither the meetings nor
the bookings themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q

from portal.names import Name

from ...meetings.models import Meeting
from ..enums import BookingState

# Somebody who cancelled may have booked again: what counts most comes last.
BOOKINGS_THAT_COUNT = (
    *("", BookingState.APPLIED, BookingState.WAITLISTED, BookingState.INVITED),
    *(BookingState.CONFIRMED, BookingState.NO_SHOW, BookingState.ATTENDED),
)
COLUMNS = (
    *("own__supporter", "own__state", "cohort_id"),
    *("key", "number", "title", "starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at"),
)


@dataclass(frozen=True)
class Workshop:
    """A workshop with what each of the people asked for booked there: supporter → state of the booking."""

    bookings: dict[int, str]
    key: UUID
    number: int
    title: Name
    starts_at: datetime
    ends_at: datetime
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime


def workshops_of(cohort_ids: Collection[int], supporter_ids: Collection[int]) -> dict[int, list[Workshop]]:
    """Those that were not cancelled, in the order of time, with these people's bookings, if any. One query."""
    # Nobody's key stands for an empty list, which Django would take for an empty answer.
    own = FilteredRelation("bookings", condition=Q(bookings__supporter__in=supporter_ids or [0]))
    standing = Meeting.objects.workshops().standing().filter(cohort__in=cohort_ids)
    rows: Iterable[Any] = standing.annotate(own=own).order_by("starts_at", "pk").values_list(*COLUMNS)
    found: dict[int, dict[UUID, Workshop]] = {pk: {} for pk in cohort_ids}
    for supporter_id, state, cohort_id, *columns in rows:
        workshop = found[cohort_id].setdefault(columns[0], Workshop({}, *columns))
        if state in BOOKINGS_THAT_COUNT:
            known = workshop.bookings.get(supporter_id, "")
            workshop.bookings[supporter_id] = max(known, state, key=BOOKINGS_THAT_COUNT.index)
    return {pk: list(workshops.values()) for pk, workshops in found.items()}
