"""What must never be listed: each test holds a page that would be found if it could be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.models import HomePage, StandardPage
from search import contents
from search.actions import rebuild
from search.models import PageText
from tests.search.asking import ask, titles
from tests.search.conftest import Write


def nothing_about(client: Client, word: str) -> bool:
    """Neither listed nor counted, nor hinted at from another language, before and after a rebuild."""
    for again in (False, True):
        if again:
            rebuild(timezone.now())
        here, there = ask(client, "vi", word), ask(client, "en", word)
        if here.context["results"] or here.context["page_obj"].paginator.count or there.context["elsewhere"]:
            return False
    return True


def test_a_public_page_is_listed_and_hinted_at(client: Client, write: Write) -> None:
    write("vi", "Bimat")
    assert titles(client, "vi", "bimat") == ["Bimat"]
    assert not nothing_about(client, "bimat")


def test_drafts_are_not_listed(client: Client, write: Write, homes: dict[str, HomePage]) -> None:
    draft = StandardPage(title="Bimat", locale=homes["vi"].locale, live=False)
    Page.objects.get(pk=homes["vi"].pk).add_child(instance=draft)
    draft.save_revision()
    page = write("vi", "Khác")
    page.intro = "bimat"
    page.save_revision()
    assert nothing_about(client, "bimat")


def test_unpublished_pages_are_not_listed(client: Client, write: Write) -> None:
    write("vi", "Bimat").unpublish()
    assert nothing_about(client, "bimat")


def test_a_page_taken_offline_without_a_signal_is_not_listed(client: Client, write: Write) -> None:
    Page.objects.filter(pk=write("vi", "Bimat").pk).update(live=False)
    assert nothing_about(client, "bimat")


def test_old_words_are_not_found(client: Client, write: Write) -> None:
    page = write("vi", "Trang", intro="bimat")
    page.intro = "khac"
    page.save_revision().publish()
    assert nothing_about(client, "bimat")
    assert titles(client, "vi", "khac") == ["Trang"]


def test_deleted_pages_leave_nothing_behind(client: Client, write: Write) -> None:
    page = write("vi", "Bimat")
    entries = PageText.objects.get(page=page).index_entries.all()
    assert entries.count() == 1
    page.delete()
    assert nothing_about(client, "bimat")
    assert entries.count() == 0


def test_aliases_are_not_listed(client: Client, write: Write) -> None:
    page = write("en", "Bimat")
    page.copy_for_translation(Locale.objects.get(language_code="vi"), alias=True, copy_parents=True)
    assert Page.objects.live().filter(alias_of=page).count() == 1
    rebuild(timezone.now())
    assert ask(client, "vi", "bimat").context["page_obj"].paginator.count == 0


def test_incomplete_translations_are_not_listed(
    client: Client,
    write: Write,
    homes: dict[str, HomePage],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]],
) -> None:
    page = write("en", "Bimat", intro="Not yet translated")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=homes["vi"].locale)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert Page.objects.live().filter(translation_key=page.translation_key).count() == 2
    assert PageText.objects.shown().in_language("vi").filter(text__contains="Not yet").count() == 0
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=homes["vi"].locale, context=segment.context, data="Đã dịch"
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert titles(client, "vi", "da dich") == ["Đã dịch"]


def test_pages_of_a_type_that_is_not_named_are_not_listed(client: Client, homes: dict[str, HomePage]) -> None:
    page = Page(title="Bimat", locale=homes["vi"].locale)
    Page.objects.get(pk=homes["vi"].pk).add_child(instance=page)
    page.save_revision().publish()
    assert nothing_about(client, "bimat")


def test_fields_that_are_not_shown_are_not_found(client: Client, write: Write) -> None:
    write(
        "vi",
        "Trang",
        seo_title="bimat",
        search_description="bimat",
        body=[("heading", {"text": "Đầu", "anchor": "bimat"}), ("text", '<p><a href="https://bimat/">Đây</a></p>')],
    )
    assert nothing_about(client, "bimat")
    assert titles(client, "vi", "dau day") == ["Trang"]


def test_kinds_that_are_listed_hold_no_surveys() -> None:
    assert {apps.get_model(label).__name__ for label in contents.KINDS} == {
        "HomePage",
        "StandardPage",
        "CourseIndexPage",
        "CoursePage",
        "LecturePage",
        "ConsultationIndexPage",
        "ConsultationPage",
    }


def test_a_page_expired_by_the_clock_is_not_listed(client: Client, write: Write) -> None:
    page = write("vi", "Bimat", expire_at=timezone.now() + timedelta(hours=1))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert nothing_about(client, "bimat")
