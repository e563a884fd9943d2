"""A claim in the making: what was typed on each page, kept as typed until the claim is sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from network.models import ConsulteeCode, Supporter
from network.people.facts import Accompaniment
from network.people.rules.codes import in_groups
from portal import drafts

from . import facts
from .actions import VisitDetails
from .forms import (
    HAS_CODE,
    JOINS,
    NEEDS_CODE,
    CodeForm,
    CorrectionForm,
    GuessableForm,
    JoinForm,
    StartForm,
    TimesForm,
    VisitForm,
)
from .models import Visit
from .rules import FilingFacts, Interval

FORM = "claim"
STEPS: dict[str, type[forms.Form]] = {
    "start": StartForm,
    "code": CodeForm,
    "join": JoinForm,
    "visit": VisitForm,
    "times": TimesForm,
}
PATHS = {
    HAS_CODE: ("start", "code", "visit", "times", "check"),
    NEEDS_CODE: ("start", "issue", "visit", "times", "check"),
    JOINS: ("start", "join", "times", "check"),
}
WHOSE = ("start", "code", "join")
KEPT_CHARACTERS = 200
CORRECTION = "correction"


class ChangedError(Exception):
    """In another window, since the page was shown from which it is to be sent."""


class IncompleteError(Exception):
    """A page still has to be filled in; `step` names the first, `was_begun` tells it from one never seen."""

    def __init__(self, step: str, *, was_begun: bool) -> None:
        super().__init__(step)
        self.step = step
        self.was_begun = was_begun


@dataclass(frozen=True)
class Answers:
    """A draft whose pages are all filled in. Either `visit` is joined, or `code` and `details` open one."""

    own: Interval
    visit: Visit | None = None
    code: ConsulteeCode | None = None
    details: VisitDetails | None = None


class ClaimDraft(drafts.StepsDraft):
    def __init__(self, owner_id: int, form: str = FORM) -> None:
        draft = drafts.draft_of(owner_id, form)
        self.page = draft.page
        self.values: dict[str, Any] = draft.values

    @property
    def issued(self) -> int | None:
        """The code that was made for this claim."""
        return self.values.get("issued")

    @property
    def joins(self) -> bool:
        return self.way == JOINS

    @property
    def way(self) -> str:
        return (self.typed("start").get("way") or [""])[0]

    def fields_of(self, step: str) -> Mapping[str, forms.Field]:
        form = CorrectionForm if step == CORRECTION else STEPS[step]
        return form.base_fields

    def keep(self, step: str, posted: QueryDict, *, now: datetime) -> bool:
        """False where the claim was sent meanwhile."""
        return self._keep(step, drafts.typed_in(posted, self.fields_of(step), characters=KEPT_CHARACTERS), now)

    def keep_issued(self, issued: ConsulteeCode, *, now: datetime) -> None:
        self._keep("code", {"code": [in_groups(issued.code)]}, now, issued=issued.pk)

    def begin(self, one: Accompaniment, pages: dict[str, dict[str, list[str]]], *, now: datetime) -> None:
        """From an accompaniment that is known; whatever was typed before is gone."""
        begun = {"accompaniment": one.reference, "given": one.consultee_code, "key": str(uuid.uuid4())}
        self.values = {**begun, **pages}
        drafts.keep(self.page, self.values, now=now)

    @property
    def begun_from(self) -> str:
        """The accompaniment it began with; empty where somebody began by typing."""
        return str(self.values.get("accompaniment", ""))

    @property
    def first_missing(self) -> str:
        """The first page that is still to be filled in, or else the last: check your answers."""
        try:
            self.answers()
        except IncompleteError as missing:
            return missing.step
        return self.path[-1]

    def _keep(self, step: str, typed: dict[str, list[str]], now: datetime, **known: Any) -> bool:
        with drafts.changing(self.page, now=now) as kept:
            if kept is None:
                return False
            self.values = kept
            self.values |= known
            before = self.typed(step)
            self.put(step, typed)
            if step in WHOSE and self.typed(step) != before:
                # It is about somebody else now.
                self.values.pop("accompaniment", None)
        return True

    def form(self, step: str, *args: Any, **kwargs: Any) -> forms.Form:
        kind = STEPS[step]
        if issubclass(kind, GuessableForm):
            kwargs |= {"guesser_id": self.page.owner_id, "given": self.values.get("given")}
        return kind(*args, **kwargs)

    def checked(self, step: str, **kwargs: Any) -> forms.Form:
        """The page's form, filled in and valid."""
        form = self.form(step, MultiValueDict(self.typed(step)), **kwargs)
        if not form.is_valid():
            raise IncompleteError(step, was_begun=step in self.values)
        return form

    def count_guesses(self) -> None:
        """Codes typed on pages that were kept and never sent. Once the claim is being sent, what is counted would be
        undone with it."""
        for step in ("code", "join"):
            if step in self.path:
                self.form(step, MultiValueDict(self.typed(step))).is_valid()

    def answers(self) -> Answers:
        self.checked("start")
        return self._joining() if self.joins else self._opening()

    def _joining(self) -> Answers:
        visit = self.checked("join").cleaned_data["visit_code"]
        times = self.checked("times")
        assert isinstance(times, TimesForm)
        return Answers(times.own(), visit=visit)

    def _opening(self) -> Answers:
        code = self.checked("code").cleaned_data["code"]
        visit = self.checked("visit")
        assert isinstance(visit, VisitForm)
        times = self.checked("times", day=visit.cleaned_data["day"])
        assert isinstance(times, TimesForm)
        return Answers(times.own(), code=code, details=visit.details())

    def visit_day(self) -> date:
        """The day that both pages, visit and times, are about."""
        return self.checked("visit").cleaned_data["day"]

    @property
    def path(self) -> tuple[str, ...]:
        return PATHS.get(self.way, PATHS[HAS_CODE])

    def step_after(self, step: str) -> str:
        return self._beside(step, 1)

    def step_before(self, step: str) -> str:
        """Empty before the first."""
        return "" if step == self.path[0] else self._beside(step, -1)

    def _beside(self, step: str, distance: int) -> str:
        if step not in self.path:
            return self.path[0]
        return self.path[self.path.index(step) + distance]


def filing_facts(answers: Answers, supporter: Supporter) -> FilingFacts:
    """What the claim would be judged by, if it were sent now."""
    consultee = answers.visit or answers.code
    assert consultee is not None
    return facts.filing(supporter, consultee.consultee_id, answers.own, visit=answers.visit).facts
