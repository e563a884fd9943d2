"""The smallest views that do the work of the portal's: what Django itself must spend on it."""

from __future__ import annotations

from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Answer, Lecture, Share

WHOLE_PAGE = "<!doctype html><title>One</title>" + "<p>What stands here is alike for everybody.</p>" * 400


def one(request: HttpRequest) -> HttpResponse:
    """A ready page."""
    return HttpResponse(WHOLE_PAGE)


def course(request: HttpRequest) -> HttpResponse:
    """Session, login, one query, nine lectures."""
    own = FilteredRelation("share", condition=Q(share__user=request.user.pk))
    lectures = Lecture.objects.annotate(own=own, percent=F("own__percent")).order_by("number")
    return render(request, "limits/course.html", {"lectures": lectures, "user": request.user})


def insert(request: HttpRequest) -> HttpResponse:
    Answer.objects.create(text=request.POST["text"])
    return HttpResponse(status=204)


def upsert(request: HttpRequest) -> HttpResponse:
    share = Share(user_id=int(request.POST["user"]), lecture_id=int(request.POST["lecture"]), percent=1)
    Share.objects.bulk_create(
        [share], update_conflicts=True, unique_fields=["user", "lecture"], update_fields=["percent"]
    )
    return HttpResponse(status=204)


def mark(request: HttpRequest) -> HttpResponse:
    """Session, login, select, update."""
    share = Share.objects.get(user=request.user.pk, lecture=request.POST["lecture"])
    share.percent = (share.percent + 1) % 100
    share.save(update_fields=["percent"])
    return HttpResponse(status=204)
