"""A cohort is set up, changed, and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from courses.models import Lecture
from network.models import Supporter
from portal import audit, structure
from portal.dates import tokyo_day
from portal.names import Name

from ..models import Cohort
from .enrolling import lock_cohort


@dataclass(frozen=True)
class CohortDetails:
    """As the coordinator's form gives them. `lectures` are keys."""

    name: Name
    language: str
    enrols_from: date
    enrols_until: date
    required_workshops: int
    facilitators: Sequence[Supporter]
    lectures: Sequence[UUID]


FIELDS = ("name", "language", "enrols_from", "enrols_until", "required_workshops")


def set_up_cohort(details: CohortDetails, *, by_id: int | None, now: datetime) -> Cohort:
    with transaction.atomic():
        return _keep(Cohort(), details, "set up", by_id=by_id, now=now)


def change_cohort(cohort: Cohort, details: CohortDetails, *, by_id: int | None, now: datetime) -> Cohort:
    with transaction.atomic():
        return _keep(lock_cohort(cohort.pk), details, "changed", by_id=by_id, now=now)


def close_cohort(cohort: Cohort, *, by_id: int | None, now: datetime) -> None:
    """Nobody joins any more. Who is a member goes on to the end, and completes."""
    with transaction.atomic():
        locked = lock_cohort(cohort.pk)
        if locked.closed_on is None:
            locked.closed_on = tokyo_day(now)
            locked.save(update_fields=["closed_on"])
            audit.record("cohort closed", on=locked, ref=str(locked.pk), now=now, actor_id=by_id)
            structure.forget()


def _keep(cohort: Cohort, details: CohortDetails, verb: str, *, by_id: int | None, now: datetime) -> Cohort:
    for name in FIELDS:
        setattr(cohort, name, getattr(details, name))
    cohort.save()
    cohort.facilitators.set(details.facilitators)
    cohort.lectures.set(Lecture.objects.filter(key__in=details.lectures))
    changes = {
        "required_workshops": details.required_workshops,
        "lectures": sorted(str(key) for key in details.lectures),
        "facilitators": sorted(str(facilitator) for facilitator in details.facilitators),
    }
    audit.record(f"cohort {verb}", on=cohort, ref=str(cohort.pk), now=now, actor_id=by_id, changes=changes)
    # Who leads cohorts is remembered (facts.facilitators).
    structure.forget()
    return cohort
