from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.blocks import BodyBlock
from portal.models import SYNCHRONIZED, TRANSLATED, PublicPage

from ..enums import CourseKind


class LearningPage(PublicPage):
    """What the pages of the courses have in common."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    override_translatable_fields = [*SYNCHRONIZED, *TRANSLATED, TranslatableField("intro"), TranslatableField("body")]

    class Meta:
        abstract = True


class CourseIndexPage(LearningPage):
    parent_page_types = ["portal.HomePage"]
    template = "courses/course_index_page.html"
    symbol = "course"


class CoursePage(LearningPage):
    kind = models.CharField(_("course"), max_length=10, choices=CourseKind.choices, default=CourseKind.BASIC)

    parent_page_types = [CourseIndexPage]
    template = "courses/course_page.html"
    content_panels = [*LearningPage.content_panels, FieldPanel("kind")]
    override_translatable_fields = [
        *LearningPage.override_translatable_fields,
        SynchronizedField("kind", overridable=False),
    ]
    symbol = "course"


class LecturePage(LearningPage):
    number = models.PositiveSmallIntegerField(_("number in the course"), default=1)
    required_share = models.PositiveSmallIntegerField(
        _("share to be watched before the survey opens, per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    parent_page_types = [CoursePage]
    template = "courses/lecture_page.html"
    content_panels = [
        *LearningPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("required_share")],
            heading=_("Lecture"),
        ),
    ]
    override_translatable_fields = [
        *LearningPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("number", "required_share")),
    ]
    symbol = "lecture"
