"""A registration in the making, kept as typed in the session of somebody who has no login yet: encrypted, for a day.

Passwords are never kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from portal import drafts
from portal.careful.forms import LOOKED_AGAIN
from portal.fields import decrypt, encrypt

from ..people.signing_in.browser_sessions import SessionStore
from .forms import AboutForm, ReachForm, SpeakForm, WishForm

NAME = "registration"
KEPT_FOR = timedelta(days=1)
KEPT_CHARACTERS = 2400
STEPS: dict[str, type[forms.Form]] = {"about": AboutForm, "reach": ReachForm, "speak": SpeakForm, "wish": WishForm}


class RegistrationDraft(drafts.StepsDraft):
    def __init__(self, session: SessionStore, now: datetime) -> None:
        self.session = session
        self.now = now
        self.values = self._kept(session.get(NAME))

    def _kept(self, told: str | None) -> dict[str, Any]:
        if told is None:
            return {}
        kept_at, values = json.loads(decrypt(told))
        return {} if datetime.fromisoformat(kept_at) < self.now - KEPT_FOR else values

    def fields_of(self, step: str) -> Mapping[str, forms.Field]:
        return STEPS[step]().fields

    def keep(self, step: str, posted: QueryDict) -> None:
        # The tick of a page that has asked for one stands for what was typed on it.
        names = {*self.fields_of(step), LOOKED_AGAIN}
        typed = drafts.typed_in(posted, names, characters=KEPT_CHARACTERS)
        with self.session.changing() as told:
            self.values = self._kept(told.get(NAME))
            self.put(step, typed)
            told[NAME] = encrypt(json.dumps([self.now.isoformat(), self.values]))

    def discard(self) -> None:
        self.session.pop(NAME, None)

    def form(self, step: str) -> forms.Form:
        """The page's form as it was typed."""
        return STEPS[step](MultiValueDict(self.typed(step)))

    def first_incomplete(self) -> str | None:
        return next((step for step in STEPS if not self.form(step).is_valid()), None)

    def together(self, posted: QueryDict) -> MultiValueDict[str, str]:
        """All pages; what the last one posts comes on top."""
        typed = [self.typed(step) for step in STEPS]
        return MultiValueDict(
            {**{name: values for page in typed for name, values in page.items()}, **dict(posted.lists())}
        )
