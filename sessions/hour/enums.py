"""What becomes of a case."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseOutcome(TextChoices):
    OPEN = "open", _("Not discussed yet")
    SOLVED = "solved", _("Solved in the session")
    FOLLOWED_UP = "followed_up", _("To be followed up")
    TO_ACCOMPANIMENT = "to_accompaniment", _("Handed on to accompaniment")
    TO_PARTNER = "to_partner", _("Handed on to a partner")
