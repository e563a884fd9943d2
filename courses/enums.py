from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseKind(models.TextChoices):
    BASIC = "basic", _("Basic course")
    APPLIED = "applied", _("Applied course")


class OtherWay(models.TextChoices):
    """How a lecture is learned without its player (L4)."""

    TRANSCRIPT = "transcript", _("Read the transcript")
    WITHOUT_PLAYER = "without_player", _("Watched it without the player")
