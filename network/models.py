from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.fields import EncryptedTextField

from .enums import Prefecture
from .rules import in_groups


def normalise_email(typed: str) -> str:
    """Addresses that differ by case, spaces, width or Unicode form are one person's."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=normalise_email(email or ""))


class User(AbstractUser):
    """Only a login. Whatever a person does in the network hangs on the Supporter."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def registered(self) -> SupporterQuerySet:
        """Has a network ID and has not left (C2)."""
        return self.filter(left_on=None)

    def with_unconfirmed_experience(self) -> SupporterQuerySet:
        """Declared, and waiting for the office (R5)."""
        return self.registered().filter(has_declared_experience=True, experience_confirmed_on=None)


class Supporter(models.Model):
    """A registered member of the network. Without a user: imported, on paper, or erased."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="supporter"
    )
    network_id = models.CharField(_("network ID"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language for reading"), max_length=10, choices=settings.LANGUAGES)
    prefecture = models.CharField(_("prefecture"), max_length=2, choices=Prefecture.choices, blank=True)
    wants_to_accompany = models.BooleanField(_("wants to accompany"), default=False)
    wants_to_learn = models.BooleanField(_("wants to take the course"), default=False)
    wants_foreign_origin_training = models.BooleanField(_("wants to join the foreign-origin training"), default=False)
    has_declared_experience = models.BooleanField(_("declares experience"), default=False)
    experience_confirmed_on = models.DateField(_("experience confirmed on"), null=True, blank=True)
    consent_version = models.CharField(max_length=20)
    registered_at = models.DateTimeField(_("registered at"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        permissions = [("confirm_experience", "Can confirm a supporter's experience")]

    def __str__(self) -> str:
        return in_groups(self.network_id)

    @property
    def has_confirmed_experience(self) -> bool:
        return self.experience_confirmed_on is not None

    @property
    def is_experienced(self) -> bool:
        """By the person's own word or the office's (R5)."""
        return self.has_declared_experience or self.has_confirmed_experience

    @property
    def has_left(self) -> bool:
        return self.left_on is not None


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def on(self, day: date) -> ProgrammeQuerySet:
        """The programme of a visit's Tokyo day: one at most, because programmes never overlap (P1)."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Programme(models.Model):
    """Dates, amounts, hours and limits of one run of the project (P1, C1–C8). Both days are included."""

    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    short_amount = models.PositiveIntegerField(_("honorarium for a short visit, yen"), default=4000)
    long_amount = models.PositiveIntegerField(_("honorarium for a long visit, yen"), default=8000)
    minimum_minutes = models.PositiveSmallIntegerField(_("least length, minutes"), default=60)
    long_from_minutes = models.PositiveSmallIntegerField(_("long from, minutes"), default=120)
    visits_per_consultee = models.PositiveSmallIntegerField(_("visits per consultee"), default=3)
    supporters_per_visit = models.PositiveSmallIntegerField(_("supporters per visit"), default=2)
    claim_months = models.PositiveSmallIntegerField(_("months to claim"), default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="programme_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(minimum_minutes__lte=F("long_from_minutes")), name="programme_long_is_not_too_short"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Says in words what the database would refuse."""
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day can't be before the first.")})
        overlapping = Programme.objects.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
        if overlapping.exclude(pk=self.pk).exists():
            raise ValidationError(_("Programmes never overlap: another one has some of these days."))


class Consultee(models.Model):
    """A person helped, of whom the portal knows nothing at all (D1, D2). Two codes can be merged onto one row."""

    def __str__(self) -> str:
        return f"#{self.pk}"


class ConsulteeCode(models.Model):
    """The random code on the neutral card. Found by its keyed hash; nobody gets a list of codes (D2)."""

    consultee = models.ForeignKey(Consultee, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()
    issued_to = models.ForeignKey(Supporter, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk}"
