from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Kinds of accounts by their number in bank files."""

    ORDINARY = "1", _("Ordinary account")
    CURRENT = "2", _("Current account")
    SAVINGS = "4", _("Savings account")
