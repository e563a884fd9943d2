"""The stretch of the way from the first lecture to the qualification (J2, L3), as my page shows it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enums import CourseKind
from courses.facts.lectures import LectureEntry, courses_for
from network.models import Supporter
from network.people.facts import signed_in_supporter
from portal.dashboard import Card, Step, StepState, once_a_request
from portal.dates import tokyo_day

from .facts import Standing, own_record, standing
from .rules import StepState as SurveyState

WAITING = (SurveyState.OPEN, SurveyState.LOCKED)


def steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None:
        return []
    stands = _standing(request, supporter)
    waiting = _next_required(request, stands)
    is_held_up = _is_held_up(stands, waiting)
    return [
        Step(
            order=20,
            title=_("Basic course and its surveys"),
            text=_words(supporter, stands, is_held_up=is_held_up),
            state=_state(supporter, stands, is_held_up=is_held_up),
            url=_address(waiting),
            action=_action(waiting),
        )
    ]


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None:
        return []
    shown = {"standing": _standing(request, supporter), "is_experienced": supporter.is_experienced}
    return [Card(11, "surveys/qualification_card.html", shown, beside=True)]


def _standing(request: HttpRequest, supporter: Supporter) -> Standing:
    today = tokyo_day(timezone.now())
    return once_a_request(request, "_survey_standing", lambda: standing(own_record(request, supporter), today))


def _state(supporter: Supporter, standing: Standing, *, is_held_up: bool) -> StepState:
    if standing.decision.is_qualified:
        return "done"
    if supporter.is_experienced:
        return "not_required"
    return "later" if is_held_up else "now"


def _words(supporter: Supporter, standing: Standing, *, is_held_up: bool) -> str:
    if standing.decision.is_qualified:
        return _("You have answered all required surveys. You may accompany people.")
    if supporter.is_experienced:
        return _("With your experience you may accompany people at once. The lectures are open to you all the same.")
    how_many = {"answered": standing.answered, "required": len(standing.required)}
    if is_held_up:
        words = _(
            "%(answered)d of %(required)d required surveys answered. What is left cannot be watched at present. "
            "As soon as it can, you will find it here."
        )
        return words % how_many
    return _("%(answered)d of %(required)d required surveys answered.") % how_many


def _next_required(request: HttpRequest, standing: Standing) -> LectureEntry | None:
    """The first lecture whose survey qualifies and is to be answered; any basic one, where nothing is required yet."""
    for course in courses_for(request):
        for entry in course.lectures:
            counts = entry.is_required if standing.required else course.kind == CourseKind.BASIC
            if counts and entry.survey and entry.survey.state in WAITING:
                return entry
    return None


def _is_held_up(standing: Standing, waiting: LectureEntry | None) -> bool:
    """Something is missing, and nothing of it can be had: taken down, or shown in no language."""
    return bool(standing.decision.missing) and waiting is None


def _address(waiting: LectureEntry | None) -> str:
    if waiting is None or waiting.survey is None:
        return ""
    return waiting.survey.url if waiting.survey.state == SurveyState.OPEN else waiting.url


def _action(waiting: LectureEntry | None) -> str:
    if waiting is None or waiting.survey is None:
        return ""
    return _("Answer the survey") if waiting.survey.state == SurveyState.OPEN else _("Watch the lecture")
