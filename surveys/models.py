from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from courses.models import Lecture
from network.models import Supporter
from portal.fields import EncryptedJSONField, EncryptedTextField
from portal.languages import LanguageField
from portal.models import SYNCHRONIZED, TRANSLATED, PublicPage
from portal.numbered import Numbered

from .enums import WITH_OPTIONS, QuestionKind


class SurveyPage(PublicPage):
    """The questions after a lecture, as editors write them."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["courses.LecturePage"]
    subpage_types: list[str] = []
    template = "surveys/survey.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        InlinePanel("questions", heading=_("Questions"), label=_("Question")),
    ]
    # Questions are for registered people (L7): nothing of a survey is in the search index but that it exists.
    search_fields = Page.search_fields
    override_translatable_fields = [
        *SYNCHRONIZED,
        *TRANSLATED,
        TranslatableField("intro"),
        TranslatableField("questions"),
    ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("surveys:answer", self.translation_key)


class Question(TranslatableMixin, Orderable):
    """Its key over all languages is its `translation_key`; an option's is its block id."""

    page = ParentalKey(SurveyPage, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("help"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=True)
    options = StreamField(
        [("option", CharBlock(label=_("Option"), max_length=200))], blank=True, verbose_name=_("options")
    )
    min_label = models.CharField(_("what 1 means"), max_length=100, blank=True)
    max_label = models.CharField(_("what 5 means"), max_length=100, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("help"),
        FieldPanel("is_required"),
        FieldPanel("options"),
        FieldPanel("min_label"),
        FieldPanel("max_label"),
    ]
    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("is_required", overridable=False),
        *(TranslatableField(name) for name in ("text", "help", "options", "min_label", "max_label")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("question")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.kind in WITH_OPTIONS and len(self.options) < 2:
            raise ValidationError({"options": _("A question with choices needs two options at least.")})


class SurveyQuerySet(models.QuerySet["Survey"]):
    def with_titles(self) -> SurveyQuerySet:
        pages = SurveyPage.objects.filter(translation_key=OuterRef("key")).order_by("pk")
        return self.annotate(title=Subquery(pages.values("title")[:1]))


class Survey(models.Model):
    """The one row behind a survey's pages. Its key is their `translation_key`."""

    key = models.UUIDField(primary_key=True)
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="surveys")

    objects = SurveyQuerySet.as_manager()

    def __str__(self) -> str:
        # Without a query: it is known where it was asked for.
        return getattr(self, "title", None) or str(self.key)

    @property
    def draft_name(self) -> str:
        """Under which its form is kept, half filled in."""
        return f"survey {self.key.hex}"


class Completion(Numbered):
    """That somebody has answered, and on which day; never what."""

    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="completions")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="completions")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supporter", "survey"], name="answered_once_a_person")]


class SealedAnswer(models.Model):
    """One person's answers without the person, waiting until enough lie in the same box. Neither the row nor its
    place, key, length or token tells a time, a language, or since when it lies there (actions.boxes)."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    payload = EncryptedJSONField()

    def __str__(self) -> str:
        return str(self.key)


class Answer(models.Model):
    """One answer to one question, out of its box; nothing joins it to the same person's other answers."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    question = models.UUIDField()
    option = models.UUIDField(null=True)
    value = models.PositiveSmallIntegerField(null=True)
    text = EncryptedTextField(blank=True)
    # The first day of the month in which it came out.
    month = models.DateField()
    # Only when all that came out with it share it.
    language = LanguageField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["survey", "question"], name="answer_by_question")]

    def __str__(self) -> str:
        return str(self.key)


class RequiredPeriod(models.Model):
    """Which surveys qualify from a day on, until the next period begins (L3)."""

    starts_on = models.DateField(_("from"), unique=True)
    surveys = models.ManyToManyField(Survey, verbose_name=_("required surveys"), related_name="+")

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("required surveys")
        verbose_name_plural = _("required surveys")

    def __str__(self) -> str:
        return self.starts_on.isoformat()


class Qualification(models.Model):
    """Credit that stays (L3): no later change of questions, recordings or periods takes it away."""

    supporter = models.OneToOneField(Supporter, on_delete=models.PROTECT, related_name="qualification")
    qualified_on = models.DateField()

    def __str__(self) -> str:
        return self.qualified_on.isoformat()
