from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.facts.lectures import LectureEntry, courses_for
from network.models import Supporter
from network.people.facts import signed_in_supporter, user_id
from portal.dates import tokyo_day
from portal.doors import kept_while_typed, signed_in_or_kept
from portal.drafts import draft_of, posted_page
from portal.pages import missing_translation, path_below_home
from portal.steps import take

from . import drafts, facts
from .actions import answer_survey
from .forms import SurveyForm
from .models import Survey, SurveyPage


def _keep_for_owner(request: HttpRequest, key: UUID) -> bool:
    """For the signed owner of the page, whose session may have ended; nothing more once the survey is answered."""
    posted = posted_page(request, drafts.draft_name(key))
    if posted is None:
        return False
    survey = Survey.objects.exclude(completions__supporter__user=posted.owner_id).filter(pk=key).first()
    # Its fields have the same names in all languages.
    page = SurveyPage.objects.live().filter(translation_key=key).first()
    if survey is None or page is None:
        return False
    return drafts.keep(posted, survey, SurveyForm(page=page), request.POST, now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_kept(_keep_for_owner)
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """The survey of a lecture, by its key: the same address in every language."""
    supporter = _supporter_or_404(request)
    survey = get_object_or_404(Survey, pk=key)
    page = facts.page_of(key)
    if page is None:
        return _not_in_this_language(request, survey)
    lecture = _lecture(request, survey)
    state = lecture.survey.state if lecture and lecture.survey else ""
    if request.method == "POST" and state not in ("open", "done"):
        # The lecture may have been taken away while somebody wrote: their words wait for it.
        _keep_for_owner(request, key)
    if lecture is None:
        raise Http404
    context = {"page": page, "lecture": lecture, "state": state}
    if state == "done" and request.method != "POST":
        return render(request, "surveys/survey.html", context)
    if state not in ("open", "done"):
        return render(request, "surveys/survey.html", context, status=403 if request.method == "POST" else 200)
    form = _form(request, survey, page)
    if (answered := _sent(request, supporter, survey, form)) is not None:
        return answered
    # A change of language must find it, though nothing was typed since.
    if form.is_bound and _keep_for_owner(request, key) and form.is_switching:
        return redirect(request.path)
    return render(request, "surveys/survey.html", {**context, "survey": survey, "form": form})


def _sent(request: HttpRequest, supporter: Supporter, survey: Survey, form: SurveyForm) -> HttpResponse | None:
    is_new = False

    def act(now: datetime) -> None:
        nonlocal is_new
        is_new = answer_survey(supporter, survey, form.answers(), language=get_language() or "", now=now)

    step = take(request, form, act, reverse("surveys:done", args=[survey.pk]))
    if step.done and not is_new:
        messages.warning(
            request, _("Your answers had arrived before. What was sent first stands and can't be changed.")
        )
    return step.done


def _form(request: HttpRequest, survey: Survey, page: SurveyPage) -> SurveyForm:
    if request.method == "POST":
        return SurveyForm(request.POST, page=page)
    form = SurveyForm(page=page)
    form.initial = draft_of(user_id(request), drafts.draft_name(survey.pk)).shown(form.answer_fields())
    return form


keep = kept_while_typed(_keep_for_owner)


@login_required
@require_safe
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    supporter = _supporter_or_404(request)
    get_object_or_404(Survey, pk=key, completions__supporter=supporter)
    standing = facts.standing(facts.own_record(request, supporter), tokyo_day(timezone.now()))
    context = {"standing": standing, "next_lecture": _next_lecture(request)}
    return render(request, "surveys/done.html", context)


def _supporter_or_404(request: HttpRequest) -> Supporter:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        raise Http404
    return supporter


def _lecture(request: HttpRequest, survey: Survey) -> LectureEntry | None:
    lectures = (lecture for course in courses_for(request) for lecture in course.lectures)
    return next((lecture for lecture in lectures if lecture.key == survey.lecture_id), None)


def _next_lecture(request: HttpRequest) -> LectureEntry | None:
    """The first lecture whose survey waits, in the order of the courses."""
    lectures = (lecture for course in courses_for(request) for lecture in course.lectures)
    return next((entry for entry in lectures if entry.survey and entry.survey.state in ("open", "locked")), None)


def _not_in_this_language(request: HttpRequest, survey: Survey) -> HttpResponse:
    if request.method == "POST":
        # What was typed in another language waits there.
        _keep_for_owner(request, survey.pk)
    page = SurveyPage.objects.live().filter(translation_key=survey.pk).first()
    if page is None:
        raise Http404
    return missing_translation(request, path_below_home(page))
