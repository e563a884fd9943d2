from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from wagtail import hooks

from courses.facts import LectureEntry, LectureSurvey, Watched
from network.models import Supporter
from portal.dashboard import Card, Step
from portal.tick import Job

from . import journey
from .actions import open_full_boxes, qualify_everybody_who_has_all
from .demo.load import load_surveys
from .facts import lecture_surveys
from .viewsets import required_periods


@hooks.register("register_admin_viewset")
def required_periods_desk() -> object:
    return required_periods


@hooks.register("courses_lecture_surveys")
def surveys_of_lectures(
    supporter: Supporter, lectures: Iterable[LectureEntry], watched: Mapping[UUID, Watched]
) -> dict[UUID, LectureSurvey]:
    return lecture_surveys(supporter.pk, lectures, watched)


@hooks.register("portal_journey_steps")
def steps(request: HttpRequest) -> list[Step]:
    return journey.steps(request)


@hooks.register("portal_dashboard_cards")
def cards(request: HttpRequest) -> list[Card]:
    return journey.cards(request)


@hooks.register("portal_due_jobs")
def due_jobs() -> list[Job]:
    return [
        Job("surveys.open_full_boxes", timedelta(hours=1), open_full_boxes),
        Job("surveys.qualify_everybody_who_has_all", timedelta(days=1), qualify_everybody_who_has_all),
    ]


hooks.register("portal_load_demo", load_surveys, order=30)
