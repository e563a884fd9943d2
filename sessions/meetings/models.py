"""A session or workshop, whatever the language of its pages."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from network.models import Supporter
from portal.blocks import BodyBlock
from portal.compiled import Parameter
from portal.fields import EncryptedTextField
from portal.models import SYNCHRONIZED, TRANSLATED, PublicPage
from portal.names import NamesField, no_name

from ..groups.models import Cohort
from .enums import Audience, MeetingKind, Mode


class SessionPlan(models.Model):
    """How many consultation sessions the office means to hold in a fiscal year (S1)."""

    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), unique=True)
    planned = models.PositiveSmallIntegerField(_("planned sessions"))

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return str(self.fiscal_year)


def over_before(instant: datetime, path: str = "") -> Q:
    """Held by then, or called off; `path` leads to the meeting."""
    return Q(**{f"{path}ends_at__lte": instant}) | Q(**{f"{path}cancelled_at__lte": instant})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def consultations(self) -> MeetingQuerySet:
        return self.filter(kind=MeetingKind.CONSULTATION)

    def workshops(self) -> MeetingQuerySet:
        return self.filter(kind=MeetingKind.WORKSHOP)

    def announced(self) -> MeetingQuerySet:
        """Whose page is live in some language; a workshop is announced to its cohort alone."""
        pages = ConsultationPage.objects.live().filter(translation_key=models.OuterRef("pk"))
        return self.filter(models.Exists(pages))

    def without_secrets(self) -> MeetingQuerySet:
        """For pages that show neither: what isn't read isn't decrypted."""
        return self.defer("place", "join_link")

    def standing(self) -> MeetingQuerySet:
        return self.filter(cancelled_at=None)

    def coming(self, now: datetime) -> MeetingQuerySet:
        """Not over yet, the next one first; cancelled ones among them."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def held(self, now: datetime) -> MeetingQuerySet:
        """S1: what counts against the plan; the latest first."""
        return self.standing().filter(ends_at__lte=now).order_by("-starts_at", "pk")

    def facilitated_by(self, supporter: Supporter | Parameter) -> MeetingQuerySet:
        """Named on the meeting itself, or on the cohort whose workshop it is."""
        own = Q(facilitators=supporter) | Q(cohort__facilitators=supporter)
        return self.filter(pk__in=Meeting.objects.filter(own).values("pk"))


class Meeting(models.Model):
    """A consultation's key is the `translation_key` of its pages. Never called "session", which is Django's word.

    Times are instants; people see and type them in Tokyo's. The interval is half open: it ends before `ends_at`.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=15, choices=MeetingKind.choices)
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="workshops")
    # Of the start's Tokyo day.
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = NamesField(_("title"), default=no_name, blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices)
    # S3: told to those who are accepted, and to nobody else.
    place = EncryptedTextField(_("place"), blank=True)
    join_link = EncryptedTextField(_("join link"), blank=True)
    # Values of SpokenLanguage.
    languages = models.JSONField(_("languages"), default=list)
    helper_seats = models.PositiveSmallIntegerField(_("seats for helpers"), default=0)
    learner_seats = models.PositiveSmallIntegerField(_("seats for learners"), default=0)
    audience = models.CharField(_("audience"), max_length=15, choices=Audience.choices, default=Audience.BOTH)
    confirms_by_hand = models.BooleanField(_("the coordinator confirms each person"), default=False)
    sign_up_opens_at = models.DateTimeField(_("sign-up opens"))
    sign_up_closes_at = models.DateTimeField(_("sign-up closes"))
    facilitators = models.ManyToManyField(
        Supporter, verbose_name=_("facilitators"), related_name="facilitated_meetings", blank=True
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    # Raised whenever a calendar entry made earlier would be wrong (RFC 5545, SEQUENCE).
    sequence = models.PositiveSmallIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ["view"]
        permissions = [
            ("plan_meeting", "Can plan, announce, move and cancel sessions, and accept people"),
            ("export_figures", "Can export figures on sessions, cases and referrals"),
        ]
        indexes = [models.Index(fields=["kind", "starts_at"], name="meeting_by_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(sign_up_closes_at__gt=F("sign_up_opens_at")), name="meeting_sign_up_closes_after_it_opens"
            ),
            # A workshop is a cohort's; a consultation is nobody's own.
            models.CheckConstraint(
                condition=Q(kind=MeetingKind.WORKSHOP, cohort__isnull=False)
                | Q(kind=MeetingKind.CONSULTATION, cohort__isnull=True),
                name="workshop_has_a_cohort",
            ),
            models.UniqueConstraint(
                fields=["fiscal_year", "number"],
                condition=Q(kind=MeetingKind.CONSULTATION),
                name="consultation_number_once_a_fiscal_year",
            ),
            models.UniqueConstraint(
                fields=["cohort", "number"],
                condition=Q(kind=MeetingKind.WORKSHOP),
                name="workshop_number_once_a_cohort",
            ),
        ]

    def __str__(self) -> str:
        """`2026-3`, or `W-3` for a workshop: without a name, for logs and records."""
        return f"W-{self.number}" if self.kind == MeetingKind.WORKSHOP else f"{self.fiscal_year}-{self.number}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def pages(self) -> models.QuerySet[ConsultationPage]:
        """Live or on their way, one a language."""
        return ConsultationPage.objects.filter(translation_key=self.pk)

    def seats(self, role: str) -> int:
        """Of helpers or learners."""
        seats: int = getattr(self, f"{role}_seats")
        return seats


class AnnouncingPage(PublicPage):
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
    template = "consultations/meetings/index_page.html"


class ConsultationPage(AnnouncingPage):
    """Announces one session: times and seats come from its plan, the details are written here (S3)."""

    # Made with the plan of its session (by planning), never by itself.
    is_creatable = False
    parent_page_types = [ConsultationIndexPage]
    subpage_types: list[str] = []
    template = "consultations/meetings/page.html"
    # Its address holds the session's number, the same in all languages.
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
