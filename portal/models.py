from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from . import pages, structure
from .audit import AuditEntry as AuditEntry
from .blocks import BodyBlock
from .drafts import Draft as Draft
from .idempotency import IdempotencyKey as IdempotencyKey
from .limits import RecentUses as RecentUses
from .mail.models import OutboxMail as OutboxMail
from .mail.models import WrongAddress as WrongAddress
from .structure import StructureChange as StructureChange
from .tick import DueJob as DueJob
from .unsent import UnsentForm as UnsentForm
from .wholeness import RevisionWholeness as RevisionWholeness

# What every page type shares with its translations as it is, and what each language says itself.
SYNCHRONIZED = [SynchronizedField(name, overridable=False) for name in ("slug", "show_in_menus")]
TRANSLATED = [TranslatableField(name) for name in ("title", "seo_title", "search_description")]


class Symbol(models.TextChoices):
    PATH = "path", _("Path")
    COMPANION = "companion", _("Two walking side by side")
    PHONE = "phone", _("Telephone")
    CHAT = "chat", _("Speech bubbles")
    ROOTS = "roots", _("Roots")
    POLICY = "policy", _("Policy")
    EMERGENCY = "emergency", _("Emergency")
    COURSE = "course", _("Course")
    LECTURE = "lecture", _("Lecture")
    CONTACT = "contact", _("Contact")
    SHIELD = "shield", _("Shield")
    DOCUMENT = "document", _("Document")
    CLAIM = "claim", _("Claim")


class PublicPage(Page):
    """The base of all types of pages."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        """Asked for whenever a page is shown, so it is kept as it was answered."""
        ask = super().get_view_restrictions
        return structure.remember(f"restrictions:{self.pk}", lambda: _answered(ask()))


def _answered(rows: Any) -> Any:
    """Still rows to be narrowed, as Wagtail's admin does; asked for as they are, they are known."""
    bool(rows)
    return rows


class ContentPage(PublicPage):
    """What home and standard pages have in common."""

    intro = models.TextField(_("introduction"), blank=True)
    symbol = models.CharField(_("symbol"), max_length=20, choices=Symbol.choices, default=Symbol.DOCUMENT)
    in_footer = models.BooleanField(_("show in the footer"), default=False)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("symbol"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    override_translatable_fields = [
        *SYNCHRONIZED,
        SynchronizedField("symbol", overridable=False),
        SynchronizedField("in_footer", overridable=False),
        *TRANSLATED,
        TranslatableField("intro"),
        TranslatableField("body"),
    ]

    class Meta:
        abstract = True


class HomePage(ContentPage):
    parent_page_types = ["wagtailcore.Page"]
    template = "portal/home_page.html"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page anywhere below at once, where Wagtail would ask once a level."""
        if not path_components:
            return super().route(request, path_components)
        path = "/".join(path_components)
        page = pages.at(f"{self.url_path}{path}/")
        if page is not None:
            return RouteResult(page)
        if pages.in_other_languages(path, besides=self.locale_id):
            return RouteResult(self, kwargs={"missing_path": path})
        raise Http404

    def serve(self, request: HttpRequest, *args: Any, missing_path: str = "", **kwargs: Any) -> TemplateResponse:
        if missing_path:
            return pages.missing_translation(request, missing_path)
        return super().serve(request, *args, **kwargs)


class StandardPage(ContentPage):
    template = "portal/standard_page.html"


@register_setting(icon="mail")
class ContactSettings(BaseGenericSetting):
    """How the office is reached (P5). Letters can't be printed while the postal address is empty."""

    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    sns = models.TextField(_("SNS addresses, one a line"), blank=True)

    panels = [FieldPanel("telephone"), FieldPanel("email"), FieldPanel("postal_address"), FieldPanel("sns")]

    class Meta:
        verbose_name = _("Contact of the office")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
