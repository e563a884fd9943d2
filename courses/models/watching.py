"""What a supporter has seen, kept as a set of seconds, so that lost, repeated and reordered reports do no harm."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from network.models import Supporter

from ..enums import OtherWay
from .lectures import Lecture, Recording


class Watching(models.Model):
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="watchings")
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="watchings")
    # [[start, end], …] in milliseconds, in the normal form of rules.merge.
    intervals = models.JSONField(default=list)
    # Never falls, even when the recording is replaced by a longer one.
    share = models.PositiveSmallIntegerField(default=0)
    # By when each was opened (milliseconds since 1970): how much the player's reports have added (rules.Opening).
    openings = models.JSONField(default=dict, db_default={})
    position_ms = models.PositiveIntegerField(default=0)
    # Raised by every change: a writer that read an older one reads again.
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supporter", "recording"], name="one_watching_per_recording"),
            models.CheckConstraint(condition=Q(share__lte=100), name="watching_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.share} %"


class WatchedOtherwise(models.Model):
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="+")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20, choices=OtherWay.choices)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supporter", "lecture", "way"], name="each_other_way_said_once")]

    def __str__(self) -> str:
        return self.get_way_display()
