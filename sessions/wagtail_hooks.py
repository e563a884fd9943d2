from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.dashboard import Card, Step
from portal.desks import LookOnlyPolicy
from portal.letters import news
from portal.mail import LetterBuilder

from . import journey, personal_data
from .actions.telling import NEWS_MAIL
from .demo.load import load_sessions
from .jobs import due_jobs
from .models import Cohort, Meeting, Referral
from .panels import add_panels
from .viewsets import cohorts, figures, meetings, referrals

for model in (Meeting, Referral, Cohort):
    register_permission_policy(model, LookOnlyPolicy(model))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [*meetings.desks, *referrals.desks, *cohorts.desks, *figures.desks]


@hooks.register("portal_letters")
def letters() -> dict[str, LetterBuilder]:
    return {NEWS_MAIL: news}


@hooks.register("portal_journey_steps")
def steps(request: HttpRequest) -> list[Step]:
    return [step for part in journey.PARTS for step in part.steps(request)]


@hooks.register("portal_dashboard_cards")
def cards(request: HttpRequest) -> list[Card]:
    return [card for part in journey.PARTS for card in part.cards(request)]


hooks.register("construct_homepage_panels", add_panels)
hooks.register("portal_due_jobs", due_jobs)
hooks.register("portal_personal_data", personal_data.sections, order=50)
hooks.register("portal_load_demo", load_sessions, order=50)
