"""A lecture, whatever the language of its pages, and its recordings."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.languages import LanguageField

from ..enums import UnavailableReason
from ..webvtt import validate_webvtt
from .pages import LecturePage


def recordings_storage() -> Storage:
    return storages["recordings"]


class LectureQuerySet(models.QuerySet["Lecture"]):
    def with_titles(self) -> LectureQuerySet:
        """Named in the reader's language, or as the first of their pages is."""
        own = Case(When(locale__language_code=get_language(), then=0), default=1)
        pages = LecturePage.objects.filter(translation_key=OuterRef("key")).order_by(own, "pk")
        return self.annotate(title=Subquery(pages.values("title")[:1]))


class Lecture(models.Model):
    """The one row behind a lecture's pages, made with the first draft. Its key is their `translation_key`.

    What is one for all languages stands here: whether it can be watched, and if not, since when and why (L2).
    """

    key = models.UUIDField(primary_key=True)
    unavailable_since = models.DateTimeField(_("taken down since"), null=True, blank=True)
    unavailable_reason = models.CharField(
        _("reason"), max_length=20, choices=UnavailableReason.choices, blank=True, default=""
    )
    objects = LectureQuerySet.as_manager()

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        default_permissions = ["view"]
        permissions = [("take_down_lecture", "Can take lectures down everywhere, and put them back")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unavailable_since=None, unavailable_reason="")
                | (Q(unavailable_since__isnull=False) & ~Q(unavailable_reason="")),
                name="unavailable_lecture_says_why",
            )
        ]

    def __str__(self) -> str:
        # Without a query: it is known where it was asked for.
        return getattr(self, "title", None) or str(self.key)


class RecordingQuerySet(models.QuerySet["Recording"]):
    def with_lectures(self) -> RecordingQuerySet:
        """By whose titles editors know them."""
        return self.prefetch_related(Prefetch("lecture", Lecture.objects.with_titles()))


class Recording(ClusterableModel):
    lecture = models.ForeignKey(Lecture, verbose_name=_("lecture"), on_delete=models.PROTECT, related_name="recordings")
    language = LanguageField(_("spoken language"))
    video = models.FileField(_("video (MP4: H.264 and AAC)"), storage=recordings_storage, upload_to="video/")
    audio = models.FileField(
        _("sound alone (M4A)"),
        storage=recordings_storage,
        upload_to="audio/",
        blank=True,
        help_text=_("For people with little data."),
    )
    duration_ms = models.PositiveIntegerField(editable=False)
    # Written down when the files come, so that no page has to ask the storage.
    video_bytes = models.PositiveBigIntegerField(editable=False, db_default=0)
    audio_bytes = models.PositiveBigIntegerField(editable=False, db_default=0)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return f"{self.lecture} · {self.get_language_display()}"

    @property
    def duration(self) -> timedelta:
        return timedelta(milliseconds=self.duration_ms)

    @property
    def length(self) -> str:
        """Minutes and seconds, like 1:37."""
        minutes, seconds = divmod(round(self.duration_ms / 1000), 60)
        return f"{minutes}:{seconds:02}"


class InLanguage(models.Model):
    language = LanguageField(_("language"))

    class Meta:
        abstract = True


class UnavailableNote(InLanguage):
    """What readers of one language are told while the lecture is taken down, in place of the reason's own sentence."""

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("what readers are told"))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["lecture", "language"], name="one_note_per_language")]

    def __str__(self) -> str:
        return self.get_language_display()


class Caption(InLanguage):
    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="captions")
    text = models.TextField(_("captions in WebVTT"), validators=[validate_webvtt])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="one_caption_per_language")]

    def __str__(self) -> str:
        return self.get_language_display()


class Transcript(InLanguage):
    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="transcripts")
    text = models.TextField(_("transcript, an empty line between paragraphs"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="one_transcript_per_language")]

    def __str__(self) -> str:
        return self.get_language_display()
