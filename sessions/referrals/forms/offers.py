from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import IdempotentForm
from portal.refusals import Decision
from portal.texts import say
from portal.time_fields import DayField

from ..rules.offers import Reason
from ..texts.offers import SENTENCES


class DecliningForm(IdempotentForm):
    never_again = forms.BooleanField(
        label=_("Do not ask me for this person again"),
        help_text=_("Nobody asks you why, and nothing about the reason is kept."),
        required=False,
    )


class AccompaniedForm(IdempotentForm):
    day = DayField(label=_("On which day did you go along?"))

    def refuse(self, decision: Decision, **facts: Any) -> None:
        for reason in decision.reasons:
            field = "day" if reason in (Reason.DAY_TO_COME, Reason.DAY_BEFORE_MATCH) else None
            self.add_error(field, say([reason], SENTENCES, **facts))
