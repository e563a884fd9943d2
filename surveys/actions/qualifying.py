from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from network.models import Supporter
from portal import audit
from portal.dates import tokyo_day

from .. import facts
from ..models import Qualification


def qualify(supporter_id: int, today: date) -> None:
    """L3: write down the qualification of who has all that is required."""
    decision = facts.standing_of(supporter_id, today).decision
    if decision.qualified_on is not None:
        Qualification.objects.get_or_create(supporter_id=supporter_id, defaults={"qualified_on": decision.qualified_on})


def take_over_qualification(
    supporter: Supporter, *, qualified_on: date | None, by_id: int | None, now: datetime
) -> None:
    """From the office's own list, where no survey tells (L3). A qualification that stands keeps its day."""
    if qualified_on is None:
        return
    with transaction.atomic():
        kept, is_new = Qualification.objects.get_or_create(supporter=supporter, defaults={"qualified_on": qualified_on})
        if is_new:
            audit.record("qualification taken over", on=kept, ref=str(supporter), now=now, actor_id=by_id)


def take_back_qualification(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """What an import took over. Who has meanwhile answered all that is required stays qualified."""
    with transaction.atomic():
        for taken_over in Qualification.objects.filter(supporter=supporter):
            audit.record("qualification taken back", on=taken_over, ref=str(supporter), now=now, actor_id=by_id)
            taken_over.delete()
        qualify(supporter.pk, tokyo_day(now))


def qualify_everybody_who_has_all(now: datetime) -> None:
    """When a new period asks for less, no completion tells us; so this runs once a day."""
    waiting = Supporter.objects.filter(qualification=None, completions__isnull=False).distinct()
    for supporter_id in waiting.values_list("pk", flat=True):
        qualify(supporter_id, tokyo_day(now))
