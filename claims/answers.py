"""What was answered, in words, for "check your answers"."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from network.people.rules.codes import in_groups
from portal.templatetags.portal_tags import clock, day

from .actions import VisitDetails
from .drafts import Answers
from .enums import Obstacle
from .models import Visit
from .rules import Interval


def listed(answers: Answers) -> list[dict[str, Any]]:
    if answers.visit is not None:
        # Of the visit nothing is shown but the code that leads to it.
        about = [_answer(_("Visit code"), in_groups(answers.visit.join_code), "join")]
    else:
        assert answers.code is not None
        assert answers.details is not None
        about = [
            _answer(_("The person's code"), in_groups(answers.code.code), "code"),
            _answer(_("Date of the visit"), day(answers.own.start), "visit"),
            *_details(answers.details),
        ]
    return [*about, _answer(_("Your time"), times_in_words(answers.own), "times")]


def _details(details: VisitDetails) -> list[dict[str, Any]]:
    obstacles = [str(Obstacle(value).label) for value in details.obstacles]
    return [
        _answer(_("Prefecture"), Prefecture(details.prefecture).label, "visit"),
        _answer(_("Where did you go?"), ErrandKind(details.errand).label, "visit"),
        _answer(_("What was it about?"), ErrandField(details.field).label, "visit"),
        _answer(_("Language you helped in"), SpokenLanguage(details.language).label, "visit"),
        _answer(_("What got in the way?"), "\n".join(obstacles) or "–", "visit"),
    ]


def visit_in_words(visit: Visit) -> str:
    """For who told of it."""
    errand, prefecture = visit.get_errand_display(), visit.get_prefecture_display()
    return f"{day(visit.day)}\n{errand} ({prefecture})"


def times_in_words(own: Interval) -> str:
    first, last = day(own.start), day(own.end)
    if first == last:
        return f"{first}\n{clock(own.start)} – {clock(own.end)}"
    return f"{first}, {clock(own.start)} –\n{last}, {clock(own.end)}"


def _answer(label: Any, value: Any, step: str) -> dict[str, Any]:
    return {"label": label, "value": value, "url": reverse("claims:step", args=[step])}
