"""What the public reads of consultation sessions, in each language as editors and coordinators write it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from portal.blocks import BodyBlock
from portal.models import SYNCHRONIZED, TRANSLATED


class AnnouncingPage(Page):
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    override_translatable_fields = [*SYNCHRONIZED, *TRANSLATED, TranslatableField("intro"), TranslatableField("body")]
    symbol = "chat"

    class Meta:
        abstract = True


class ConsultationIndexPage(AnnouncingPage):
    """The sessions to come and those that were."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["consultations.ConsultationPage"]
    template = "consultations/consultation_index_page.html"


class ConsultationPage(AnnouncingPage):
    """Announces one session: times and seats come from its plan, the details are written here (S3)."""

    # Made with the plan of its session (actions.announcing), never by itself.
    is_creatable = False
    parent_page_types = [ConsultationIndexPage]
    subpage_types: list[str] = []
    template = "consultations/consultation_page.html"
    # Its address holds the session's number, the same in all languages.
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
