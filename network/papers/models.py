"""Registration terms, and the papers that each supporter sends for one (R3, R4)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..people.models import Supporter
from ..programme.models import Period
from .enums import PAPERS_TRANSITIONS, MissingPart, PapersState


class TermQuerySet(models.QuerySet["Term"]):
    def on(self, day: date) -> TermQuerySet:
        """The term of a Tokyo day: one at most, because terms never overlap."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def after(self, day: date) -> TermQuerySet:
        return self.filter(starts_on__gt=day).order_by("starts_on")


class Term(Period):
    """A period for which papers are valid, by default the fiscal year; both days are included (R4)."""

    objects = TermQuerySet.as_manager()
    OVERLAPS = _("Terms never overlap: another one has some of these days.")

    class Meta:
        verbose_name = _("registration term")
        verbose_name_plural = _("registration terms")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="term_ends_after_it_starts"),
        ]


class PapersQuerySet(models.QuerySet["Papers"]):
    def to_send(self) -> PapersQuerySet:
        return self.filter(state=PapersState.TO_SEND)

    def awaited(self) -> PapersQuerySet:
        """Posted, and not yet back in full."""
        return self.filter(state__in=[PapersState.SENT, PapersState.INCOMPLETE])

    def complete(self) -> PapersQuerySet:
        return self.filter(state=PapersState.COMPLETE)


class Papers(models.Model):
    """Agreement and payee form of one supporter for one term (R3), and where they are."""

    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="papers")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="papers")
    state = models.CharField(_("state"), max_length=10, choices=PapersState.choices, default=PapersState.TO_SEND)
    # Values of MissingPart; only while the papers are incomplete.
    missing = models.JSONField(_("what is missing"), default=list, blank=True)
    changed_at = models.DateTimeField(_("since"))

    objects = PapersQuerySet.as_manager()

    class Meta:
        verbose_name = _("papers")
        verbose_name_plural = _("papers")
        default_permissions = ["view"]
        permissions = [("handle_papers", "Can send out papers and register what comes back")]
        constraints = [
            models.UniqueConstraint(fields=["supporter", "term"], name="one_set_of_papers_per_term"),
            # What is missing is named while, and only while, something is.
            models.CheckConstraint(
                condition=(Q(state=PapersState.INCOMPLETE) & ~Q(missing=[]))
                | (~Q(state=PapersState.INCOMPLETE) & Q(missing=[])),
                name="papers_name_what_is_missing",
            ),
        ]
        indexes = [models.Index(fields=["state", "changed_at"], name="papers_by_state_and_age")]

    def __str__(self) -> str:
        return f"{self.supporter} {self.term}"

    @property
    def next_states(self) -> frozenset[str]:
        return PAPERS_TRANSITIONS[self.state]

    @property
    def missing_labels(self) -> list[str]:
        return [str(MissingPart(value).label) for value in self.missing]


class PapersStep(models.Model):
    """Who did what with the papers, and when. Lines are added and never changed."""

    papers = models.ForeignKey(Papers, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    # A plain number: the line outlives the account.
    actor_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=PapersState.choices)
    missing = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.state} #{self.papers_id}"
