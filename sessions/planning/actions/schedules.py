"""What Wagtail is to publish of a session by schedule, or to take down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from ...meetings.models import ConsultationPage, Meeting

MOMENTS = ("go_live_at", "expire_at")


def move_along(meeting: Meeting, by: timedelta, *, now: datetime) -> None:
    """As long before or after the session as it was. What would be due already is done by the clock's next round."""
    for page in meeting.pages:
        for name in MOMENTS:
            setattr(page, name, _moved(getattr(page, name), by, now))
        page.save(update_fields=MOMENTS, clean=False)
        for revision in _revisions([page]).filter(_is_scheduled() | Q(pk=page.latest_revision_id)):
            _move_revision(revision, by, now)


def drop_what_is_unannounced(meeting: Meeting) -> None:
    """What was to be announced later is not: nobody has heard of it."""
    _revisions(meeting.pages.filter(live=False)).filter(_is_scheduled()).update(approved_go_live_at=None)


def _move_revision(revision: Revision, by: timedelta, now: datetime) -> None:
    """In its place: published anew, it would stand above a draft that was written since."""
    for name in MOMENTS:
        told = revision.content.get(name)
        revision.content[name] = _moved(parse_datetime(told), by, now) if told else None
    revision.approved_go_live_at = _moved(revision.approved_go_live_at, by, now)
    Revision.objects.filter(pk=revision.pk).update(
        content=revision.content, approved_go_live_at=revision.approved_go_live_at
    )


def _moved(moment: datetime | None, by: timedelta, now: datetime) -> datetime | None:
    return moment + by if moment is not None and moment > now else moment


def _revisions(pages: Iterable[ConsultationPage]) -> QuerySet[Revision]:
    return Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in pages])


def _is_scheduled() -> Q:
    return Q(approved_go_live_at__isnull=False)
