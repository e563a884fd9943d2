"""Logins and their sessions; supporters, their network IDs, and what they have said of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal import readings
from portal.fields import EncryptedJSONField, EncryptedTextField, MailAddressField
from portal.languages import LanguageField
from portal.numbered import Numbered

from .enums import LanguageLevel, Prefecture, SpokenLanguage, Want
from .rules.codes import NETWORK_ID_LENGTH, in_groups, is_code, normalise_code


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=readings.email_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=readings.email_address(email or ""))


class User(AbstractUser):
    """Only a login. Whatever a person does in the network hangs on the Supporter."""

    username = None  # type: ignore[assignment]
    email = MailAddressField(_("e-mail"), unique=True)
    # How often all sessions were ended at once. Each session is held against it, so that none comes back.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Unknown of those that are older than this field.
    password_set_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @cached_property
    def works_in_the_office(self) -> bool:
        """Holds any staff permission at all: as administrator, by a group, or directly. Groups are for staff alone."""
        return self.is_superuser or self.groups.exists() or self.user_permissions.exists()

    def get_session_auth_hash(self) -> str:
        return self._of_these_sessions(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._of_these_sessions, super().get_session_auth_fallback_hash())

    def _of_these_sessions(self, session_hash: str) -> str:
        return f"{session_hash} {self.sessions_ended}"

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else readings.password(raw_password))
        self.password_set_at = timezone.now()

    def check_password(self, raw_password: str) -> bool:
        return super().check_password(readings.password(raw_password))


def holding_permissions(account: str = "") -> Q:
    """The same as a condition on accounts, or on rows from which `account` leads to one."""
    of_this_account = OuterRef(f"{account}pk")
    groups = User.groups.through.objects.filter(user_id=of_this_account)
    permissions = User.user_permissions.through.objects.filter(user_id=of_this_account)
    return Q(**{f"{account}is_superuser": True}) | Exists(groups) | Exists(permissions)


class BrowserSession(AbstractBaseSession):
    """Django's row of a session. What it says is encrypted; beside it stands who is signed in, or about to be."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"of {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """By the settings, as Django's own middleware does: the store knows this model, not the other way round."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


def as_written(network_id: str) -> str:
    """Imported ones have shapes of their own and stay as they are."""
    return in_groups(network_id) if is_code(network_id, NETWORK_ID_LENGTH) else network_id


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def registered(self) -> SupporterQuerySet:
        """Has a network ID and has not left (C2)."""
        return self.filter(left_on=None)

    def beginning_with(self, typed: str) -> SupporterQuerySet:
        """By the beginning of a network ID, however it was typed; imported ones may have any shape."""
        code, written = normalise_code(typed), typed.strip()
        former = FormerNetworkID.objects.filter(Q(network_id__startswith=code) | Q(network_id__istartswith=written))
        return self.filter(
            Q(network_id__startswith=code)
            | Q(network_id__istartswith=written)
            | Q(pk__in=former.exclude(supporter=None).values("supporter"))
        )

    def with_unconfirmed_experience(self) -> SupporterQuerySet:
        """Declared, and waiting for the office (R5)."""
        return self.registered().filter(has_declared_experience=True, experience_confirmed_on=None)


class Supporter(models.Model):
    """A registered member of the network. Without a user: imported, on paper, or erased."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="supporter"
    )
    network_id = models.CharField(_("network ID"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    # As the payee form asks for it; the bank's own spelling stands with the account.
    name_kana = models.CharField(_("name in kana"), max_length=100, blank=True)
    telephone = EncryptedTextField(_("telephone"), blank=True)
    postal_code = EncryptedTextField(_("postal code"), blank=True)
    postal_address = EncryptedTextField(_("postal address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    language = LanguageField(_("language for reading"))
    prefecture = models.CharField(_("prefecture"), max_length=2, choices=Prefecture.choices, blank=True)
    wants_to_accompany = models.BooleanField(_("wants to accompany"), default=False)
    wants_to_learn = models.BooleanField(_("wants to take the course"), default=False)
    wants_foreign_origin_training = models.BooleanField(_("wants to join the foreign-origin training"), default=False)
    # Values of ErrandKind.
    errands = models.JSONField(_("can accompany to"), default=list, blank=True)
    # Values of Community: told of one's own free will, and used for S5 alone.
    communities = EncryptedJSONField(_("communities of one's own"), default=list, blank=True)
    has_declared_experience = models.BooleanField(_("declares experience"), default=False)
    experience_account = EncryptedTextField(_("experience in own words"), blank=True)
    experience_confirmed_on = models.DateField(_("experience confirmed on"), null=True, blank=True)
    consent_version = models.CharField(max_length=20)
    registered_at = models.DateTimeField(_("registered at"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    erased_on = models.DateField(_("erased on"), null=True, blank=True)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        permissions = [
            ("confirm_experience", "Can confirm a supporter's experience"),
            ("end_membership", "Can register that a supporter leaves, or has their data erased"),
        ]

    def __str__(self) -> str:
        return as_written(self.network_id)

    @property
    def has_confirmed_experience(self) -> bool:
        return self.experience_confirmed_on is not None

    @property
    def is_experienced(self) -> bool:
        """By the person's own word or the office's (R5)."""
        return self.has_declared_experience or self.has_confirmed_experience

    @property
    def wants(self) -> list[Want]:
        wanted = {
            Want.ACCOMPANY: self.wants_to_accompany,
            Want.LEARN: self.wants_to_learn,
            Want.FOREIGN_ORIGIN_TRAINING: self.wants_foreign_origin_training,
        }
        return [want for want, is_wanted in wanted.items() if is_wanted]

    @property
    def has_left(self) -> bool:
        return self.left_on is not None

    @property
    def has_closed_login(self) -> bool:
        """Nothing reaches them any more. Who came in on paper has none, and is called."""
        return self.user is not None and not self.user.is_active


class FormerNetworkID(models.Model):
    """One that was given and that no record bears any more: it stays used for ever (R2)."""

    network_id = models.CharField(max_length=40, unique=True)
    # Who answers to it; nobody, after the import that brought it was undone.
    supporter = models.ForeignKey(Supporter, null=True, on_delete=models.PROTECT, related_name="former_ids")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return as_written(self.network_id)


class LanguageSpoken(models.Model):
    """One language of a supporter's, by which they are found (S5)."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="languages_spoken")
    language = models.CharField(_("language"), max_length=10, choices=SpokenLanguage.choices)
    level = models.CharField(_("how well"), max_length=10, choices=LanguageLevel.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["supporter", "language"], name="each_language_said_once")]
        indexes = [models.Index(fields=["language", "level"], name="spoken_by_language")]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.get_level_display()}"


class Consent(models.Model):
    """What a person agreed to, word by word as it was shown. Agreeing to a newer text is a new row."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    language = LanguageField()
    text = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at"]

    def __str__(self) -> str:
        return self.version


class LastCode(Numbered):
    """The step of the newest code of an app that was accepted (RFC 6238, 5.2): none up to it is accepted again."""

    # Of the app's secret, so that the code that set the app up is among those used.
    digest = models.CharField(max_length=64, unique=True)
    step = models.BigIntegerField()

    class Meta:
        default_permissions = ()
