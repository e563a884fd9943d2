from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    # Its reason was gone when its turn came, or nobody may read it any more.
    NOT_NEEDED = "not_needed"
    GIVEN_UP = "given_up"
    # Known to be wrong: by the office, or by the provider whose mail came back.
    WRONG_ADDRESS = "wrong_address"


class Failure(models.TextChoices):
    """Why a dispatch failed, as far as an error's type and status tell; its text may name people."""

    NONE = "", ""
    REFUSED = "refused", _("The recipient's provider refuses it.")
    NO_ANSWER = "no_answer", _("The mail server did not answer.")
    OTHER = "other", _("Another error. Ask the administrator.")


class WrongBy(models.TextChoices):
    DESK = "desk"
    BOUNCE = "bounce"
    # The reader told the provider that our mail isn't wanted.
    COMPLAINT = "complaint"
