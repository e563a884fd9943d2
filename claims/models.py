from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from network.models import Consultee, ConsulteeCode, Programme, Supporter
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from network.people.rules.codes import REFERENCE_LENGTH, VISIT_CODE_LENGTH, in_groups, make_code, make_unused_code
from portal.fields import EncryptedTextField
from portal.numbered import Numbered
from portal.places import lowest_free

from .enums import FINAL_STATES, LIVE_STATES, ClaimState, DecisionVerb, Obstacle

LIVE = sorted(LIVE_STATES)
FINAL = sorted(FINAL_STATES)


class PaymentBatch(models.Model):
    """The claims paid together in one month (C9). Once frozen, nothing in it changes."""

    pay_month = models.DateField(_("month of payment"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.pay_month:%Y-%m}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def live(self) -> VisitQuerySet:
        return self.filter(is_live=True)

    def counted(self, programme_id: Any, consultee_id: Any) -> VisitQuerySet:
        """The visits that C6 counts. Keys, or parameters that stand for them."""
        return self.live().filter(programme_id=programme_id, consultee_id=consultee_id)

    def free_slot(self, programme: Programme, consultee_id: int) -> int:
        return lowest_free(self.counted(programme.pk, consultee_id).values_list("slot", flat=True))


def new_visit_code() -> str:
    return make_code(VISIT_CODE_LENGTH)


class Visit(Numbered):
    """One accompaniment of one consultee on one occasion. Of the consultee it knows a code, nothing else (D1, D2)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    # Both, so that two codes of one person can be merged, and split again.
    consultee = models.ForeignKey(Consultee, on_delete=models.PROTECT, related_name="+")
    consultee_code = models.ForeignKey(ConsulteeCode, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day of the visit"))
    prefecture = models.CharField(_("prefecture"), max_length=2, choices=Prefecture.choices)
    errand = models.CharField(_("kind of errand"), max_length=20, choices=ErrandKind.choices)
    field = models.CharField(_("matter"), max_length=20, choices=ErrandField.choices)
    language = models.CharField(_("language used"), max_length=10, choices=SpokenLanguage.choices)
    obstacles = models.JSONField(_("obstacles met"), default=list)
    join_digest = models.CharField(max_length=64, unique=True)
    join_code = EncryptedTextField(default=new_visit_code)
    is_live = models.BooleanField(default=True)
    slot = models.PositiveSmallIntegerField(null=True)
    # The programme's limit when the slot was taken: a CHECK can't look into another table.
    slot_limit = models.PositiveSmallIntegerField()
    over_limit = models.BooleanField(default=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            # C6: the net behind the lock on the consultee's row. NULLs, the freed slots, never collide.
            models.UniqueConstraint(fields=["programme", "consultee", "slot"], name="visit_slot_is_taken_once"),
            # C6: no visit beyond the third, and none before the first.
            models.CheckConstraint(
                condition=Q(slot__gte=1) & Q(slot__lte=F("slot_limit")), name="visit_slot_is_within_the_limit"
            ),
            # A visit nobody claims any more holds no slot; a live one does, unless a merge of codes left it without.
            models.CheckConstraint(
                condition=Q(is_live=True, over_limit=False, slot__isnull=False)
                | Q(is_live=True, over_limit=True, slot__isnull=True)
                | Q(is_live=False, over_limit=False, slot__isnull=True),
                name="visit_holds_a_slot_while_live",
            ),
        ]

    @property
    def obstacle_labels(self) -> list[str]:
        return [str(Obstacle(value).label) for value in self.obstacles]


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self) -> ClaimQuerySet:
        return self.filter(state__in=LIVE)

    def waiting(self) -> ClaimQuerySet:
        """For the office to decide."""
        return self.filter(state=ClaimState.FILED)

    def disputed(self) -> ClaimQuerySet:
        """For the office to look into."""
        return self.live().filter(disputed_at__isnull=False)

    def with_joining(self) -> ClaimQuerySet:
        """`is_joined`: another claims for the visit that this one leads, and the office has not decided on that yet."""
        others = Claim.objects.exclude(state__in=(ClaimState.APPROVED, *FINAL)).filter(visit=OuterRef("visit"))
        undisputed = others.filter(disputed_at=None).exclude(pk=OuterRef("pk"))
        return self.annotate(is_joined=Case(When(leads_visit=True, then=Exists(undisputed)), default=Value(False)))

    def with_visit(self) -> ClaimQuerySet:
        return self.select_related("visit__programme", "supporter", "batch")

    def waiting_first(self) -> ClaimQuerySet:
        """What the office has to decide, the oldest first; then the rest."""
        return self.order_by(Case(When(state=ClaimState.FILED, then=0), default=1), "filed_at", "pk")

    def returned_first(self) -> ClaimQuerySet:
        """What the supporter has to correct; then the rest, the newest first."""
        return self.order_by(Case(When(state=ClaimState.RETURNED, then=0), default=1), "-filed_at", "-pk")

    def newest_first(self) -> ClaimQuerySet:
        return self.order_by("-filed_at", "-pk")

    def free_place(self) -> int:
        """Among the claims for a visit."""
        return lowest_free(self.live().values_list("place", flat=True))

    def unused_reference(self) -> str:
        return make_unused_code(REFERENCE_LENGTH, lambda code: self.filter(reference=code).exists())


class Claim(models.Model):
    """A supporter's application for the honorarium of one visit, with what it was judged by."""

    reference = models.CharField(_("reference number"), max_length=10, unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="claims")
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="claims")
    # What the visit was about is this supporter's own words.
    opened_visit = models.BooleanField()
    # Of those who claim for the visit the one who corrects what it was about: who opened it, then who is left.
    leads_visit = models.BooleanField(default=False, db_default=False)
    # Who joined by the visit's code has not named the person: they go along where that is corrected.
    by_visit_code = models.BooleanField(default=False, db_default=False)
    # "Not with me", says who was there first; the office looks into it.
    disputed_at = models.DateTimeField(_("disputed at"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    place_limit = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    state = models.CharField(_("state"), max_length=10, choices=ClaimState.choices)
    # Arrival at the server: C4 and C9 count from it, however often the claim is corrected.
    filed_at = models.DateTimeField(_("filed at"))
    amount = models.PositiveIntegerField(_("honorarium, yen"))
    deadline = models.DateField(_("last day to claim"))
    pay_month = models.DateField(_("month of payment"))
    rules_version = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    batch = models.ForeignKey(PaymentBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        default_permissions = ["view"]
        permissions = [("decide_claim", "Can approve, reject and return claims")]
        indexes = [
            models.Index(fields=["state", "filed_at"], name="claim_by_state_and_age"),
        ]
        constraints = [
            # C7: the net behind the lock on the visit's row.
            models.UniqueConstraint(fields=["visit", "place"], name="claim_place_is_taken_once"),
            # C7: at most two.
            models.CheckConstraint(
                condition=Q(place__gte=1) & Q(place__lte=F("place_limit")), name="claim_place_is_within_the_limit"
            ),
            # A claim that is over gives its place back; a live one holds it.
            models.CheckConstraint(
                condition=Q(state__in=LIVE, place__isnull=False) | Q(state__in=FINAL, place__isnull=True),
                name="claim_holds_a_place_while_live",
            ),
            # C3: nobody is paid twice for one visit.
            models.UniqueConstraint(
                fields=["visit", "supporter"],
                condition=Q(state__in=LIVE),
                name="one_live_claim_per_supporter",
            ),
            # C7: what a visit was about is corrected by one person.
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(state__in=LIVE, leads_visit=True),
                name="one_live_claim_leads_a_visit",
            ),
            # C5: there is no length to pay for otherwise.
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="claim_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return in_groups(self.reference)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_in_frozen_batch(self) -> bool:
        return self.batch is not None and self.batch.frozen_at is not None


class ClaimDecision(models.Model):
    """One line of a claim's history: what was done, by what facts. Rows are never changed; a trigger sees to it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    # A plain number: the line outlives the account.
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=10, choices=DecisionVerb.choices)
    reasons = models.JSONField(default=list)
    facts = models.JSONField()
    rules_version = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} #{self.claim_id}"
