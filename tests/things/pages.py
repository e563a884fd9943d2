"""A page in its language and half translated, and one that mirrors another."""

from __future__ import annotations

from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.models import HomePage, StandardPage
from tests.factories import UserFactory
from tests.learning import publish

NAMES = {
    "content_type_app_name": "portal",
    "content_type_model_name": "standardpage",
    "wagtailadmin_pages:choose_parent:app_label": "portal",
    "wagtailadmin_pages:choose_parent:model_name": "standardpage",
    "wagtailadmin_api:pages:action_name": "publish",
    "wagtailadmin_api:pages:find?": "?html_path=/",
    "wagtail_localize:edit_string_translation!": "value=…",
}


def things() -> dict[str, str]:
    home = HomePage.objects.get(locale__language_code="vi")
    page = publish(home, StandardPage(title="Trang", slug="page"))
    ways = ("page_id", "parent_page_id", "page_to_move_id", "page_pk", "wagtailadmin_api:pages:pk")
    session = EditingSession.objects.create(user=UserFactory(), content_object=page, last_seen_at=timezone.now())
    return {
        **NAMES,
        **dict.fromkeys(ways, str(page.pk)),
        **_translated(page),
        **_mirrored(home),
        "destination_id": str(Page.objects.get(depth=1).pk),
        "revision_id": str(page.latest_revision_id),
        "wagtail_bulk_action?": f"?id={page.pk}",
        "wagtailadmin_editing_sessions:ping:app_label": "portal",
        "wagtailadmin_editing_sessions:ping:model_name": "standardpage",
        "wagtailadmin_editing_sessions:ping:object_id": str(page.pk),
        "session_id": str(session.pk),
    }


def _translated(page: Page) -> dict[str, str]:
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target()
    target = translation.get_target_instance()
    segment = StringSegment.objects.filter(source=source)[0]
    StringTranslation.objects.create(
        translation_of=segment.string, locale=translation.target_locale, context=segment.context, data="…"
    )
    return {
        "translation_source_id": str(source.pk),
        "translation_id": str(translation.pk),
        "wagtail_localize:convert_to_alias:page_id": str(target.pk),
        "string_segment_id": str(segment.pk),
    }


def _mirrored(home: HomePage) -> dict[str, str]:
    page = publish(home, StandardPage(title="Trang gốc", slug="mirrored"))
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    return {"wagtailadmin_pages:convert_alias:page_id": str(alias.pk)}
