"""Pages that tell the public of a consultation session: one in each language, made once, written on by coordinators.

They are pages of their own rather than translations in wagtail-localize: its editor can't publish by schedule, and
taking over what changed asks for a permission that reaches all pages.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from portal.refusals import allowed

from ...bookings.locks import lock_meeting
from ...meetings.models import ConsultationIndexPage, ConsultationPage, Meeting
from ...meetings.texts import called
from ..rules import judge_announcement
from .planning import record


def announce(meeting: Meeting, *, at: datetime | None, by_id: int, now: datetime) -> list[ConsultationPage]:
    """The pages, live at once or from `at` on. Asked again, it publishes those that aren't live yet.

    Raises RefusedError.
    """
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        indexes = index_pages()
        live = meeting.pages.filter(live=True).count()
        allowed(judge_announcement(meeting, indexes=len(indexes), live=live, live_at=at or now))
        pages = [_page_below(index, meeting) for index in indexes]
        for page in pages:
            if not page.live:
                # With what coordinators have written meanwhile.
                latest = page.get_latest_revision_as_object()
                latest.go_live_at = at
                latest.save_revision().publish()
        record("meeting announced", meeting, by_id, now, at=(at or now).isoformat())
    return pages


def index_pages() -> list[ConsultationIndexPage]:
    """Under which the announcements stand, one a language."""
    first = ConsultationIndexPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if first is None:
        return []
    return list(first.get_translations(inclusive=True).live().select_related("locale"))


def _page_below(index: ConsultationIndexPage, meeting: Meeting) -> ConsultationPage:
    found = meeting.pages.filter(locale=index.locale).first()
    if found is not None:
        return found
    with override(index.locale.language_code):
        title = called(meeting)
    page = ConsultationPage(translation_key=meeting.pk, locale=index.locale, title=title, slug=str(meeting), live=False)
    return index.add_child(instance=page)
