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


class UnavailableReason(models.TextChoices):
    """Why a lecture is taken down, as editors choose; what readers are told stands in `texts`."""

    OFFICE = "office", _("Reasons of the office")
    CORRECTION = "correction", _("Something in it is wrong and is being corrected")
    PROTECTION = "protection", _("Somebody in it must be protected")
    RIGHTS = "rights", _("We may not show it any more")
