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

from network.people.facts import signed_in_supporter

from .actions.watching import TooManyWritersError, report_watching, say_watched_otherwise
from .enums import OtherWay
from .facts.availability import availability, availability_of, judge_reader, lecture_of
from .facts.lectures import LectureEntry, lectures
from .facts.recordings import OPENING_SALT, OPENING_SECONDS, recordings_of
from .models import Caption, Lecture, Recording, Transcript
from .rules.availability import Reason, counted_until
from .streaming import serve_file


def _refusal(request: HttpRequest, lecture: Lecture, *, at_work: bool = True) -> HttpResponse | None:
    """The one gate before everything that is given out of a lecture (L2, L7)."""
    reasons = judge_reader(request, availability_of(lecture), at_work=at_work).reasons
    if reasons == (Reason.TAKEN_DOWN,):
        return render(request, "courses/taken_down.html", {"entry": _entry(lecture.pk)}, status=410)
    if reasons:
        raise Http404
    return None


@login_required
@require_safe
def video(request: HttpRequest, pk: int) -> HttpResponseBase:
    recording = get_object_or_404(Recording.objects.select_related("lecture"), pk=pk)
    return _refusal(request, recording.lecture) or serve_file(
        request, recording.video, "video/mp4", length=recording.duration
    )


@login_required
@require_safe
def audio(request: HttpRequest, pk: int) -> HttpResponseBase:
    recording = get_object_or_404(Recording.objects.exclude(audio="").select_related("lecture"), pk=pk)
    return _refusal(request, recording.lecture) or serve_file(
        request, recording.audio, "audio/mp4", length=recording.duration
    )


@login_required
@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Caption.objects.select_related("recording__lecture"), pk=pk)
    refusal = _refusal(request, found.recording.lecture)
    return refusal or HttpResponse(found.text, content_type="text/vtt; charset=utf-8")


@login_required
@require_safe
def transcript(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Transcript.objects.select_related("recording__lecture"), pk=pk)
    key = found.recording.lecture_id
    # Its page is the lecture's: who looks at what isn't published does so in the admin.
    if refusal := _refusal(request, found.recording.lecture, at_work=False):
        return refusal
    context = {
        "transcript": found,
        "entry": _entry(key),
        "others": [
            track
            for recording in recordings_of(key)
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
    if supporter is None or way not in OtherWay.values:
        raise Http404
    if refusal := _refusal(request, get_object_or_404(Lecture, pk=key), at_work=False):
        return refusal
    say_watched_otherwise(supporter.pk, key, OtherWay(way), now=timezone.now())
    return redirect(f"{_entry(key).url}#survey")


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """What the player saw since it was opened. Never "finished": the server judges that."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "sign-in"}, status=401)
    supporter = signed_in_supporter(request)
    token = _read_token(request.POST.get("token", ""))
    if supporter is None or supporter.has_left or token is None:
        return JsonResponse({"error": "reload"}, status=403)
    if token["supporter"] != supporter.pk:  # on a telephone that several use: kept until its owner is back
        return JsonResponse({"error": "somebody-else"}, status=403)
    now = timezone.now()
    opened_at = datetime.fromtimestamp(token["opened"] / 1000, UTC)
    key = lecture_of(token["recording"])
    lecture = availability().get(key) if key else None
    until = counted_until(lecture, opened_at, now) if lecture else None
    if lecture is None or until is None:
        return JsonResponse({"error": "gone"}, status=410)
    try:
        decision, share = report_watching(
            supporter_id=supporter.pk,
            recording_id=token["recording"],
            duration_ms=token["duration"],
            reported=_read_json(request.POST.get("intervals", "")),
            position_ms=_read_position(request.POST.get("position", "")),
            opened_ms=token["opened"],
            now=until,
        )
    except TooManyWritersError:
        return JsonResponse({"error": "again"}, status=409)
    is_gone = lecture.unavailable_since is not None or not lecture.stands(now)
    status = 200 if decision.is_accepted else 422
    return JsonResponse({"share": share, "reasons": list(decision.reasons), "gone": is_gone}, status=status)


def _entry(key: UUID) -> LectureEntry:
    entry = next((entry for entry in lectures(get_language() or settings.LANGUAGE_CODE) if entry.key == key), None)
    if entry is None:
        raise Http404
    return entry


def _read_token(token: str) -> dict[str, Any] | None:
    try:
        opening: dict[str, Any] = signing.loads(token, salt=OPENING_SALT, max_age=timedelta(seconds=OPENING_SECONDS))
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
