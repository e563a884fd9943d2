"""What a fresh set-up has written, as it stands in the database of the demo."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from wagtail.models import Page

from network.models import Consent
from network.registering.forms import CONSENT_VERSION, PURPOSE
from portal.templatetags.portal_tags import without_furigana
from sessions.models import Cohort, Meeting
from tests.databases import Copy

pytestmark = pytest.mark.race

# What is a name, or a word that Vietnamese has from English.
ALIKE: set[str] = set()


def test_no_vietnamese_title_is_its_english_one(race_database: Copy) -> None:
    english = {
        page.translation_key: page.title for page in Page.objects.filter(locale__language_code="en", depth__gt=2)
    }
    vietnamese = Page.objects.filter(locale__language_code="vi", depth__gt=2)

    assert len(english) > 20
    assert {page.title for page in vietnamese if page.title == english.get(page.translation_key)} == ALIKE


def test_consents_are_kept_in_the_language_in_which_they_were_read(race_database: Copy) -> None:
    for consent in Consent.objects.filter(version=CONSENT_VERSION):
        with override(consent.language):
            assert consent.text == without_furigana(PURPOSE)
    assert Consent.objects.filter(language="vi", text__contains="Ban văn phòng").exists()


def test_names_stand_in_every_language(race_database: Copy) -> None:
    names = [cohort.name for cohort in Cohort.objects.all()] + [
        workshop.title for workshop in Meeting.objects.workshops()
    ]

    assert [list(name.texts) for name in names] == [["vi", "ja", "ja-hira", "en"]] * len(names)
    assert len(names) > 3
