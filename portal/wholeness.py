"""Whether a page is whole in its language. What was published says so, and goes on saying it: neither words translated
since nor a newer text that waits for its translation change what readers see before they are published."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation


class RevisionWholeness(models.Model):
    """As the revision was made: then its text was put together of what was translated."""

    revision = models.OneToOneField(Revision, primary_key=True, on_delete=models.CASCADE, related_name="+")
    is_whole = models.BooleanField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.revision_id}"


def is_whole(page: Page) -> bool:
    """Of what is live. Revisions from before this was noted are judged by the translation as it is."""
    noted = RevisionWholeness.objects.filter(revision_id=page.live_revision_id).values_list("is_whole", flat=True)
    known = noted.first()
    return _is_translated(page) if known is None else known


def note_whether_whole(revision: Revision) -> None:
    page = Page.objects.filter(pk=revision.object_id).first()
    if page is not None:
        RevisionWholeness.objects.create(revision=revision, is_whole=_is_translated(page))


def _is_translated(page: Page) -> bool:
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return True
    total, translated = translation.get_progress()
    return translated >= total
