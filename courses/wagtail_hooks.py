from __future__ import annotations

from datetime import timedelta

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from network.people.facts import Resting, no_rows
from portal.dashboard import Card
from portal.desks import LookOnlyPolicy
from portal.protected import KeptFor
from portal.tick import Job

from . import joined_records, page_hooks, personal_data, urls
from .actions.stored_files import move_due_files
from .demo.load import load_courses
from .desk import LectureViewSet
from .facts.lectures import courses_for
from .models import Lecture, LecturePage, WatchedOtherwise, Watching
from .viewsets import recordings

register_permission_policy(Lecture, LookOnlyPolicy(Lecture))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [LectureViewSet("lectures", steps=urls.of_lectures), recordings]


@hooks.register("portal_due_jobs")
def due_jobs() -> list[Job]:
    return [Job("courses.move_due_files", timedelta(), move_due_files)]


@hooks.register("portal_dashboard_cards")
def lectures_card(request: HttpRequest) -> list[Card]:
    courses = courses_for(request)
    return [Card(20, "courses/lectures_card.html", {"courses": courses})] if courses else []


@hooks.register("before_delete_page")
def keep_lectures_with_records(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What people have watched must keep a lecture to belong to."""
    keys = LecturePage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)
    watched = Watching.objects.filter(recording__lecture__in=keys).exists()
    if not watched and not WatchedOtherwise.objects.filter(lecture__in=keys).exists():
        return None
    messages.error(request, _("This lecture has been watched. Unpublish it instead of deleting it."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("portal_kept_for")
def kept_for_watching() -> dict[type[Model], KeptFor]:
    words = _lazy("records of people who have watched it")
    instead = _lazy("Bring in the new recording beside it, or unpublish the pages of the lecture in every language.")
    return {Watching: KeptFor(words, instead)}


hooks.register("register_page_header_buttons", page_hooks.header_buttons)
hooks.register("register_page_listing_more_buttons", page_hooks.listing_buttons)
hooks.register("after_unpublish_page", page_hooks.say_what_still_stands)
hooks.register("after_bulk_action", page_hooks.say_what_still_stands_of_many)


@hooks.register("network_rests_on_credit")
def learning_asks_for_none() -> dict[str, Resting]:
    return dict.fromkeys(("courses.Watching.supporter", "courses.WatchedOtherwise.supporter"), no_rows)


hooks.register("network_joined_rows", joined_records.rows)
hooks.register("portal_personal_data", personal_data.sections, order=20)
hooks.register("portal_load_demo", load_courses, order=20)
