from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from network.facts import signed_in_supporter

from . import facts
from .actions import TooManyWritersError, report_watching, say_watched_otherwise
from .enums import OtherWay
from .models import Caption, Recording, Transcript
from .rules import Opening
from .streaming import serve_file


def _refuse_who_may_not_watch(request: HttpRequest) -> None:
    if not facts.may_watch(request):
        raise Http404


@login_required
@require_safe
def video(request: HttpRequest, pk: int) -> HttpResponseBase:
    _refuse_who_may_not_watch(request)
    recording = get_object_or_404(Recording, pk=pk)
    return serve_file(request, recording.video, "video/mp4", length=recording.duration)


@login_required
@require_safe
def audio(request: HttpRequest, pk: int) -> HttpResponseBase:
    _refuse_who_may_not_watch(request)
    recording = get_object_or_404(Recording.objects.exclude(audio=""), pk=pk)
    return serve_file(request, recording.audio, "audio/mp4", length=recording.duration)


@login_required
@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_who_may_not_watch(request)
    return HttpResponse(get_object_or_404(Caption, pk=pk).text, content_type="text/vtt; charset=utf-8")


@login_required
@require_safe
def transcript(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_who_may_not_watch(request)
    found = get_object_or_404(Transcript.objects.select_related("recording"), pk=pk)
    key = found.recording.lecture_id
    context = {
        "transcript": found,
        "entry": _entry(key),
        "others": [
            track
            for recording in facts.recordings_of(key)
            if recording.pk == found.recording_id
            for track in recording.transcripts
        ],
    }
    return render(request, "courses/transcript.html", context)


@login_required
@require_POST
def say_watched(request: HttpRequest, key: UUID, way: str) -> HttpResponse:
    """ "I have read the transcript", "I have watched this": plain forms that need no script."""
    supporter = signed_in_supporter(request)
    entry = _entry(key)
    if supporter is None or supporter.has_left or not entry.is_available or way not in OtherWay.values:
        raise Http404
    say_watched_otherwise(supporter.pk, key, OtherWay(way), now=timezone.now())
    return redirect(f"{entry.url}#survey")


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """What the player saw since it was opened. Never "finished": the server judges that."""
    supporter = signed_in_supporter(request)
    token = _read_token(request.POST.get("token", ""))
    if supporter is None or supporter.has_left or token is None or token["supporter"] != supporter.pk:
        return JsonResponse({"error": "reload"}, status=403)
    try:
        decision, share = report_watching(
            supporter_id=supporter.pk,
            recording_id=token["recording"],
            duration_ms=token["duration"],
            reported=_read_json(request.POST.get("intervals", "")),
            position_ms=_read_position(request.POST.get("position", "")),
            opening=Opening(datetime.fromtimestamp(token["opened"] / 1000, UTC), token["seen"]),
            now=timezone.now(),
        )
    except TooManyWritersError:
        return JsonResponse({"error": "again"}, status=409)
    status = 200 if decision.is_accepted else 422
    return JsonResponse({"share": share, "reasons": list(decision.reasons)}, status=status)


def _entry(key: UUID) -> facts.LectureEntry:
    found = (entry for entry in facts.lectures(get_language() or settings.LANGUAGE_CODE) if entry.key == key)
    entry = next(found, None)
    if entry is None:
        raise Http404
    return entry


def _read_token(token: str) -> dict[str, Any] | None:
    try:
        opening: dict[str, Any] = signing.loads(
            token, salt=facts.OPENING_SALT, max_age=timedelta(seconds=facts.OPENING_SECONDS)
        )
    except signing.BadSignature:
        return None
    return opening


def _read_json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read_position(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
