"""Closed lists about people meeting, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NameOnCertificate(TextChoices):
    CHOSEN_NAME = "chosen_name", _("A name I choose")
    NETWORK_ID = "network_id", _("My network ID alone")
