"""What a lecture's public page says is found; what is for signed-in people isn't (L7)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import Caption, LecturePage, Transcript, UnavailableNote
from portal.models import HomePage
from search.actions import rebuild
from search.models import PageText
from surveys.models import Question
from tests import learning
from tests.factories import UserFactory
from tests.search.asking import ask


@pytest.fixture
def lecture(homes: dict[str, HomePage]) -> LecturePage:
    page = learning.make_lecture(learning.make_course(), intro="Thấy được")
    UnavailableNote.objects.create(lecture_id=page.translation_key, language="vi", text="Bimat")
    recording = learning.make_recording(page)
    Transcript.objects.create(recording=recording, language="vi", text="Bimat")
    Caption.objects.create(recording=recording, language="vi", text="WEBVTT\n\n00:01.000 --> 00:02.000\nBimat\n")
    learning.make_survey(page, Question(kind="short", text="Bimat?", help="Bimat", is_required=True))
    rebuild(timezone.now())
    return page


def test_a_lecture_is_found_and_called_a_lecture(client: Client, lecture: LecturePage) -> None:
    results = ask(client, "vi", "thay duoc").context["results"]
    with override("vi"):
        assert [(result.url, result.kind) for result in results] == [(lecture.url, _("Lecture"))]


def test_nothing_of_recording_or_survey_is_found(client: Client, lecture: LecturePage) -> None:
    client.force_login(UserFactory(administrator=True))
    for words in ("bimat", "khao sat"):
        assert ask(client, "vi", words).context["page_obj"].paginator.count == 0
    assert PageText.objects.filter(text__icontains="bimat").count() == 0
    assert PageText.objects.filter(page__title="Khảo sát").count() == 0
