"""The pages of sessions, for tests."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale

from portal.models import HomePage
from sessions.models import ConsultationIndexPage, Meeting
from sessions.planning.rules import Times
from tests.learning import publish

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LINK = "https://meet.example.org/secret-room"
PLACE = "Room 7 in the community house"


def make_index_pages() -> dict[str, ConsultationIndexPage]:
    """The list of sessions, published in every language."""
    made: dict[str, ConsultationIndexPage] = {}
    for language in LANGUAGES:
        page = ConsultationIndexPage(title=f"Sessions in {language}", slug="consultations")
        if made:
            page.translation_key = made[settings.LANGUAGE_CODE].translation_key
        made[language] = publish(make_home_page(language), page)
    return made


def make_home_page(language: str) -> HomePage:
    first = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    locale = Locale.objects.get(language_code=language)
    if not first.has_translation(locale):
        first.copy_for_translation(locale).save_revision().publish()
    return HomePage.objects.get(locale=locale)


def times_of(meeting: Meeting) -> Times:
    return Times(meeting.starts_at, meeting.ends_at, meeting.sign_up_opens_at, meeting.sign_up_closes_at)
