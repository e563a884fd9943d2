"""A case on its way to somebody who accompanies (S4, S5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Consultee, ConsulteeCode, Supporter
from network.people.enums import ErrandField, ErrandKind, Prefecture
from network.people.rules.codes import in_groups
from portal.fields import EncryptedTextField
from portal.numbered import Numbered

from ..hour.models import Case
from .enums import LIVE_OFFER_STATES, OPEN_REFERRAL_STATES, OfferState, ReferralOutcome, ReferralState, Urgency

TEXT_KEPT_FOR = timedelta(days=30)


class ReferralQuerySet(models.QuerySet["Referral"]):
    def with_old_text(self, now: datetime) -> ReferralQuerySet:
        """D1: 30 days after the end, need and wish go."""
        return self.filter(ended_at__lte=now - TEXT_KEPT_FOR).exclude(need="", origin_wish="", community="")


class Referral(models.Model):
    reference = models.CharField(_("reference number"), max_length=10, unique=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    # The supporter who asked for it; None where a coordinator began.
    raised_by = models.ForeignKey(Supporter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consultee_code = models.ForeignKey(ConsulteeCode, on_delete=models.PROTECT, related_name="+")
    need = EncryptedTextField(_("what is needed"), blank=True)
    errand = models.CharField(_("kind of errand"), max_length=20, choices=ErrandKind.choices)
    field = models.CharField(_("matter"), max_length=20, choices=ErrandField.choices)
    # Values of SpokenLanguage: one of them is enough.
    languages = models.JSONField(_("languages"), default=list)
    prefecture = models.CharField(_("prefecture"), max_length=2, choices=Prefecture.choices)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    # A value of OriginWish, and of Community: they tell of the consultee's roots, hence encrypted (D1).
    origin_wish = EncryptedTextField(_("origin of the supporter"), blank=True)
    community = EncryptedTextField(_("community"), blank=True)
    consented_on = models.DateField(_("the person agreed on"), null=True, blank=True)
    override_reason = EncryptedTextField(_("why without agreement"), blank=True)
    supporters_wanted = models.PositiveSmallIntegerField(_("supporters wanted"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=ReferralState.choices)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ReferralOutcome.choices, blank=True)
    raised_at = models.DateTimeField(_("raised at"))
    matched_at = models.DateTimeField(_("matched at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        default_permissions = ["view"]
        permissions = [("coordinate_referral", "Can find supporters for referrals")]
        indexes = [models.Index(fields=["state", "raised_at"], name="referral_by_state_and_age")]
        constraints = [
            models.CheckConstraint(condition=Q(supporters_wanted__in=[1, 2]), name="one_or_two_supporters_are_wanted"),
            # The empty text is stored as it is, so a database that can't read the reason still sees that there is one.
            models.CheckConstraint(
                condition=Q(consented_on__isnull=False) | ~Q(override_reason=""),
                name="referral_has_consent_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=sorted(OPEN_REFERRAL_STATES))
                | (Q(ended_at__isnull=False) & ~Q(state__in=sorted(OPEN_REFERRAL_STATES))),
                name="referral_has_ended_or_is_open",
            ),
        ]

    def __str__(self) -> str:
        return in_groups(self.reference)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REFERRAL_STATES


class OfferQuerySet(models.QuerySet["Offer"]):
    def waiting(self) -> OfferQuerySet:
        return self.filter(state=OfferState.OPEN)

    def won(self) -> OfferQuerySet:
        return self.filter(state=OfferState.WON)

    def live(self) -> OfferQuerySet:
        """Waits for an answer, or was found and has not gone along yet; of referrals that go on."""
        found = self.filter(state__in=sorted(LIVE_OFFER_STATES), accompanied_on=None)
        return found.filter(referral__ended_at=None)

    def lapsing(self, now: datetime) -> OfferQuerySet:
        return self.waiting().filter(open_until__lte=now)


class Offer(Numbered):
    """One supporter asked whether they could go along. The first ones, as many as are wanted, win."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="offers")
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices)
    place = models.PositiveSmallIntegerField(null=True)
    offered_at = models.DateTimeField(_("asked at"))
    open_until = models.DateTimeField(_("answer until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # A plain number: the visits live in a module that this one must not name.
    visit = models.BigIntegerField(null=True)
    accompanied_on = models.DateField(_("accompanied on"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        default_permissions = ()
        indexes = [models.Index(fields=["state", "open_until"], name="offer_by_end")]
        constraints = [
            # The net behind the lock on the referral's row.
            models.UniqueConstraint(fields=["referral", "place"], name="referral_place_is_taken_once"),
            models.CheckConstraint(
                condition=Q(state=OfferState.WON, place__in=[1, 2])
                | (~Q(state=OfferState.WON) & Q(place__isnull=True)),
                name="offer_holds_a_place_while_it_is_won",
            ),
            # Nobody is asked twice at the same time.
            models.UniqueConstraint(
                fields=["referral", "supporter"],
                condition=Q(state__in=sorted(LIVE_OFFER_STATES)),
                name="one_live_offer_per_supporter",
            ),
        ]


class DeclaredConflict(Numbered):
    """A supporter who must not be asked for this consultee again. No reason is asked, and none kept."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="+")
    consultee = models.ForeignKey(Consultee, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["supporter", "consultee"], name="conflict_is_declared_once")]
