"""The editors' desk for lectures: which can be watched, and the one button that takes one down everywhere (L2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from network.people.facts import user_id
from portal import pages
from portal.desks import DeskViewSet, OwnPageView
from portal.forms import IdempotentForm
from portal.steps import STAFF_STEP, take
from portal.templatetags.portal_tags import moment, without_furigana
from portal.texts import say

from .actions.availability import change_what_is_told, put_back, take_down
from .actions.stored_files import links_ask_nobody
from .enums import UnavailableReason
from .facts.availability import availability, consequences
from .forms import TakingDownForm
from .models import Lecture, LecturePage
from .models.lectures import LectureQuerySet
from .rules.availability import Availability
from .texts import REFUSALS

TAKE_DOWN = "courses.take_down_lecture"
desk_view = require_http_methods(["GET", "HEAD", "POST"])


def on_the_site(lectures: LectureQuerySet) -> QuerySet[Lecture]:
    """In its order, named as the reader knows them, with the files whose links still live."""
    first = LecturePage.objects.filter(translation_key=OuterRef("key")).order_by("path")
    placed = lectures.with_titles().annotate(path=Subquery(first.values("path")[:1]), moving=Count("file_moves"))
    return placed.exclude(path=None).order_by("path")


def state_of(lecture: Lecture) -> str | Promise:
    if lecture.unavailable_since:
        return _now("Taken down since %(moment)s") % {"moment": moment(lecture.unavailable_since)}
    return _("Can be watched") if languages_of(lecture.key) else _("Published in no language")


def languages_of(key: UUID) -> list[str]:
    """In which its pages stand, by the languages' own names."""
    lecture, now = availability().get(key, Availability()), timezone.now()
    standing = {page.language for page in lecture.pages if page.stands(now)}
    return [pages.language_name(code) for code, _name in settings.LANGUAGES if code in standing]


def links_of(lecture: Any) -> str | Promise:
    """Of links already given out. They matter where the lecture is gone."""
    if not lecture.unavailable_since and languages_of(lecture.key):
        return "–"
    if lecture.moving:
        return _now("Still open. Files that are being moved: %(count)d") % {"count": lecture.moving}
    return _("Dead")


class LectureIndexView(IndexView):
    page_title = _("Lectures")
    default_ordering = None

    def get_base_queryset(self) -> QuerySet[Lecture]:
        return on_the_site(Lecture.objects.all())

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Lecture"), accessor="title", get_url=self.get_inspect_url, width="35%"),
            Column("state", label=_("State"), accessor=state_of),
            Column("languages", label=_("Pages"), accessor=lambda lecture: ", ".join(languages_of(lecture.key)) or "–"),
            Column("links", label=_("Links given out"), accessor=links_of),
        ]


class LectureInspectView(OwnPageView):
    page_title = _("Lecture")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **described(self.object.pk), may_take_down=self.request.user.has_perm(TAKE_DOWN), **kwargs
        )


def described(key: UUID) -> dict[str, Any]:
    lecture: Any = get_object_or_404(on_the_site(Lecture.objects.prefetch_related("notes", "recordings")), pk=key)
    return {
        "lecture": lecture,
        "state": state_of(lecture),
        "languages": languages_of(key),
        "links": links_of(lecture),
        "lecture_pages": LecturePage.objects.filter(translation_key=key).select_related("locale").order_by("path"),
        "consequences": consequences(key),
        "links_ask_nobody": links_ask_nobody(),
    }


class LectureViewSet(DeskViewSet):
    model = Lecture
    icon = "play"
    menu_label = _("Lectures")
    menu_order = 205
    index_view_class = LectureIndexView
    inspect_view_class = LectureInspectView
    inspect_template_name = "courses/desk/lecture.html"


@permission_required(TAKE_DOWN)
@desk_view
def taking_down(request: HttpRequest, key: UUID) -> HttpResponse:
    """One press, all languages: what will happen stands above the button."""
    lecture = _lecture(key)
    form = TakingDownForm(request.POST or None, initial=_told(lecture))

    def act(now: datetime) -> None:
        take_down(key, _reason(form), form.notes(), by_id=user_id(request), now=now)

    said = _now("Taken down. Nobody can watch, hear or read it any more, in any language.")
    page = {"title": _("Take down now, everywhere"), "icon": "warning", "is_final": True}
    return _step(request, key, form, act, said) or _page(request, key, form, page, "courses/desk/take_down.html")


@permission_required(TAKE_DOWN)
@desk_view
def changing(request: HttpRequest, key: UUID) -> HttpResponse:
    lecture = _lecture(key)
    form = TakingDownForm(request.POST or None, initial=_told(lecture))

    def act(now: datetime) -> None:
        change_what_is_told(key, _reason(form), form.notes(), by_id=user_id(request), now=now)

    page = {"title": _("Change what readers are told"), "button": _("Save")}
    return _step(request, key, form, act, _now("Saved.")) or _page(request, key, form, page, STAFF_STEP)


@permission_required(TAKE_DOWN)
@desk_view
def putting_back(request: HttpRequest, key: UUID) -> HttpResponse:
    _lecture(key)
    form = IdempotentForm(request.POST or None)

    def act(now: datetime) -> None:
        put_back(key, by_id=user_id(request), now=now)

    said = _now("Put back. It can be watched wherever its pages are published.")
    page = {"title": _("Put back")}
    return _step(request, key, form, act, said) or _page(request, key, form, page, "courses/desk/put_back.html")


def _lecture(key: UUID) -> Lecture:
    return get_object_or_404(Lecture.objects.prefetch_related("notes"), pk=key)


def _told(lecture: Lecture) -> dict[str, str]:
    notes = {f"note_{note.language}": note.text for note in lecture.notes.all()}
    return {"reason": lecture.unavailable_reason or UnavailableReason.OFFICE, **notes}


def _reason(form: TakingDownForm) -> UnavailableReason:
    return UnavailableReason(form.cleaned_data["reason"])


def _step(
    request: HttpRequest, key: UUID, form: IdempotentForm, act: Callable[[datetime], None], said: str
) -> HttpResponse | None:
    """Where somebody else was quicker, it says so. Nothing for a form still to be sent."""
    here = reverse("lectures:inspect", args=[key])
    step = take(request, form, act, here, said=said)
    if step.refused:
        return step.or_told(request, here, lambda decision: say(decision.reasons, REFUSALS))
    return step.done


def _page(request: HttpRequest, key: UUID, form: Form, page: dict[str, Any], template: str) -> HttpResponse:
    told = described(key)
    page = {"icon": "play", "button": page["title"], "back_url": reverse("lectures:inspect", args=[key]), **page}
    subtitle = without_furigana(told["lecture"].title)
    return render(request, template, {**told, "subtitle": subtitle, **page, "form": form})
