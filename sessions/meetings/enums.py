"""Of which kind a meeting is, how people meet, and who may take part."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    CONSULTATION = "consultation", _("Consultation session")
    WORKSHOP = "workshop", _("Workshop")


class Mode(TextChoices):
    ONLINE = "online", _("Online")
    PLACE = "place", _("At a place")
    BOTH = "both", _("Online and at a place")


class Audience(TextChoices):
    """Who may take part in a consultation session (S2). A workshop is for its cohort."""

    EXPERIENCED = "experienced", _("People with confirmed experience")
    COHORT = "cohort", _("People in the training for supporters with foreign roots")
    BOTH = "both", _("Both")
