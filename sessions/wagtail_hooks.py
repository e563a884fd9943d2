from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from courses.facts.availability import Consequence
from portal.desks import LookOnlyPolicy
from portal.letters import news
from portal.mail import LetterKind

from . import credit, joined_records, page_hooks, personal_data, urls
from .bookings import journey as bookings
from .bookings.actions.booking import cancel_all_of, cancel_workshops_of
from .bookings.actions.reminding import REMINDER_MAIL
from .bookings.emails import reminder
from .demo.load import load_sessions
from .figures import FiguresViewSet
from .groups.desk.lists import CohortViewSet
from .groups.models import Cohort
from .hour import journey as hour
from .jobs import due_jobs
from .leaving import forget_person, stop_sharing
from .meetings.models import Meeting
from .planning.desk.lists import MeetingViewSet, NextMeetingPanel
from .progress import journey as progress
from .progress.actions import NUDGE_MAIL
from .progress.emails import nudge
from .referrals import journey as referrals
from .referrals.actions.answering import link_visit, unlink_visit, withdraw_all_of
from .referrals.desk.lists import ReferralsPanel, ReferralViewSet
from .referrals.desk.steps import COORDINATE
from .referrals.facts import accompaniments
from .referrals.models import Referral

for model in (Meeting, Referral, Cohort):
    register_permission_policy(model, LookOnlyPolicy(model))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [
        MeetingViewSet("meetings", steps=urls.of_meetings),
        ReferralViewSet("referrals", steps=urls.of_referrals),
        CohortViewSet("cohorts", steps=urls.of_cohorts),
        FiguresViewSet("figures", steps=urls.of_figures),
    ]


@hooks.register("portal_letters")
def letters() -> dict[str, LetterKind]:
    return {
        "consultations.news": LetterKind(_("News of sessions, cohorts or referrals"), news),
        NUDGE_MAIL: LetterKind(_("Friendly word from a facilitator"), nudge),
        REMINDER_MAIL: LetterKind(_("Something takes place soon"), reminder),
    }


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """On the staff's home page: the next session and its seats, referrals that wait."""
    if request.user.has_perm("consultations.view_meeting"):
        panels.append(NextMeetingPanel())
    if request.user.has_perm(COORDINATE):
        panels.append(ReferralsPanel())


@hooks.register("courses_lecture_consequences")
def cohorts_that_require_it(key: UUID) -> list[Consequence]:
    names = [str(cohort) for cohort in Cohort.objects.filter(lectures=key, closed_on=None)]
    if not names:
        return []
    text = _("These cohorts require it, and cannot complete it meanwhile: %(names)s. Nobody is reminded of it.")
    return [Consequence(text % {"names": ", ".join(names)})]


# Leading is no step on anybody's way through the programme (J2).
for noun in (bookings, progress, referrals):
    hooks.register("portal_journey_steps", noun.steps)
for noun in (bookings, hour, progress, referrals):
    hooks.register("portal_dashboard_cards", noun.cards)
for noun in (bookings, hour, referrals):
    hooks.register("network_belongings", noun.rows)
hooks.register("before_copy_page", page_hooks.copy_at_the_desk)
hooks.register("before_delete_page", page_hooks.keep_sessions_with_bookings)
# The membership before its workshops, as removing from a cohort does: neither waits for the other.
for end in (stop_sharing, cancel_all_of, withdraw_all_of):
    hooks.register("network_member_left", end)
hooks.register("consultations_cohort_left", cancel_workshops_of)
hooks.register("network_member_erased", forget_person)
hooks.register("network_joined_rows", joined_records.rows)
hooks.register("network_joining_obstacles", joined_records.obstacles)
hooks.register("network_rests_on_credit", credit.rows)
hooks.register("claims_accompaniments", accompaniments)
hooks.register("claims_visit_filed", link_visit)
hooks.register("claims_visit_left", unlink_visit)
hooks.register("portal_due_jobs", due_jobs)
hooks.register("portal_personal_data", personal_data.sections, order=50)
hooks.register("portal_load_demo", load_sessions, order=50)
