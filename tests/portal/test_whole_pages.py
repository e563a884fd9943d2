"""Whether a page is whole in its language is a property of what is published, not of the translation under way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal import pages
from portal.models import HomePage, StandardPage

Publish = Callable[[Translation], None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def original() -> StandardPage:
    page = StandardPage(title="Về chúng tôi", slug="about-us")
    HomePage.objects.get(locale__language_code="vi").add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def translation(original: StandardPage) -> Translation:
    source, _created = TranslationSource.update_or_create_from_instance(original)
    locale = Locale.objects.get_for_language("en")
    return Translation.objects.create(source=source, target_locale=locale)


@pytest.fixture
def publish(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Publish:
    """As the editor's button does, which publishes when the transaction is over."""

    def do(translation: Translation) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

    return do


def translate(translation: Translation, said: str) -> None:
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": said},
        )


def is_whole(original: StandardPage) -> bool:
    """After everything kept is forgotten, as after an hour."""
    cache.clear()
    return pages.is_complete(Page.objects.get(translation_key=original.translation_key, locale__language_code="en"))


def test_page_published_while_its_translation_is_unfinished_is_not_whole(
    original: StandardPage, translation: Translation, publish: Publish
) -> None:
    publish(translation)

    assert is_whole(original) is False


def test_translating_makes_a_page_whole_only_when_it_is_published(
    original: StandardPage, translation: Translation, publish: Publish
) -> None:
    publish(translation)
    translate(translation, "About us")
    before = is_whole(original)
    publish(translation)

    assert (before, is_whole(original)) == (False, True)


def test_page_stays_whole_while_a_newer_text_is_translated(
    original: StandardPage, translation: Translation, publish: Publish, client: Client
) -> None:
    translate(translation, "About us")
    publish(translation)
    original.title = "Chúng tôi là ai"
    original.save_revision().publish()
    translation.source.update_from_db()

    assert is_whole(original) is True
    assert "About us" in client.get("/en/about-us/").text


def test_draft_of_an_unfinished_translation_takes_nothing_from_what_is_published(
    original: StandardPage, translation: Translation, publish: Publish
) -> None:
    translate(translation, "About us")
    publish(translation)
    original.title = "Chúng tôi là ai"
    original.save_revision().publish()
    translation.source.update_from_db()
    translation.save_target(publish=False)
    as_a_draft = is_whole(original)
    Page.objects.get(translation_key=original.translation_key, locale__language_code="en").latest_revision.publish()

    assert (as_a_draft, is_whole(original)) == (True, False)


def test_page_written_in_its_own_language_is_whole(original: StandardPage) -> None:
    assert pages.is_complete(original) is True
