from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.facts.availability import Consequence
from courses.facts.lectures import LectureEntry, LectureSurvey, Watched
from network.models import Supporter
from network.people.facts import Resting, no_rows
from portal.dates import tokyo_day
from portal.tick import Job

from . import joined_records, journey, personal_data
from .actions import (
    open_full_boxes,
    qualify_everybody_who_has_all,
    take_back_qualification,
    take_over_qualification,
)
from .demo.load import load_surveys
from .facts import lecture_surveys, own_record, qualification_days, required_lectures
from .models import Completion, Qualification, SurveyPage
from .viewsets import required_periods


@hooks.register("register_admin_viewset")
def required_periods_desk() -> object:
    return required_periods


@hooks.register("courses_lecture_surveys")
def surveys_of_lectures(
    request: HttpRequest, supporter: Supporter, lectures: Iterable[LectureEntry], watched: Mapping[UUID, Watched]
) -> dict[UUID, LectureSurvey]:
    return lecture_surveys(own_record(request, supporter), lectures, watched)


@hooks.register("courses_lecture_consequences")
def what_cannot_be_had_meanwhile(key: UUID) -> list[Consequence]:
    if key not in required_lectures(tokyo_day(timezone.now())):
        return []
    text = _(
        "Its survey is required to qualify: while it is down, nobody qualifies who has not watched or read it yet. "
        "They are told so. If it stays down, make a new list of required surveys."
    )
    return [Consequence(text, reverse("required_surveys:index"), _("Required surveys"))]


@hooks.register("portal_due_jobs")
def due_jobs() -> list[Job]:
    return [
        Job("surveys.open_full_boxes", timedelta(hours=1), open_full_boxes),
        Job("surveys.qualify_everybody_who_has_all", timedelta(days=1), qualify_everybody_who_has_all),
    ]


@hooks.register("before_delete_page")
def keep_surveys_with_answers(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What people have answered must keep a survey to belong to."""
    keys = SurveyPage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)
    if not Completion.objects.filter(survey__in=keys).exists():
        return None
    messages.error(request, _("This survey has been answered. Unpublish it instead of deleting it."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("network_left_by_imports")
def left_by_imports() -> set[type[Model]]:
    return {Qualification}


@hooks.register("network_rests_on_credit")
def answering_asks_for_none() -> dict[str, Resting]:
    return dict.fromkeys(("surveys.Completion.supporter", "surveys.Qualification.supporter"), no_rows)


hooks.register("courses_required_lectures", required_lectures)
hooks.register("network_qualification_days", qualification_days)
hooks.register("network_member_imported", take_over_qualification)
hooks.register("network_joined_rows", joined_records.rows)
hooks.register("network_records_joined", joined_records.qualify_joined)
hooks.register("network_import_taken_back", take_back_qualification)
hooks.register("portal_journey_steps", journey.steps)
hooks.register("portal_dashboard_cards", journey.cards)
hooks.register("portal_personal_data", personal_data.sections, order=30)
hooks.register("portal_load_demo", load_surveys, order=30)
