from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("One choice")
    MULTIPLE = "multiple", _("Several choices")
    SCALE = "scale", _("Scale from 1 to 5")
    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")


WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
SCALE = range(1, 6)

# Characters.
LONGEST_TEXT = {QuestionKind.SHORT: 200, QuestionKind.LONG: 2000}
