"""Foreign-origin supporters who learn together (L6)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture
from network.models import Supporter
from portal.fields import EncryptedTextField
from portal.languages import LanguageField
from portal.names import NamesField
from portal.numbered import Numbered

from .enums import IN_COHORT_STATES, MembershipState


class CohortQuerySet(models.QuerySet["Cohort"]):
    def enrolling(self, today: date) -> CohortQuerySet:
        return self.filter(enrols_from__lte=today, enrols_until__gte=today, closed_on=None)

    def facilitated_by(self, supporter: Supporter) -> CohortQuerySet:
        return self.filter(pk__in=Cohort.objects.filter(facilitators=supporter).values("pk"))


class Cohort(models.Model):
    """Both days of the enrolment are included. Completion: all `lectures`, and so many workshops attended."""

    name = NamesField(_("name"))
    language = LanguageField(_("language"))
    facilitators = models.ManyToManyField(
        Supporter, verbose_name=_("facilitators"), related_name="facilitated_cohorts", blank=True
    )
    enrols_from = models.DateField(_("enrolment from"))
    enrols_until = models.DateField(_("enrolment until"))
    lectures = models.ManyToManyField(Lecture, verbose_name=_("required lectures"), related_name="+", blank=True)
    required_workshops = models.PositiveSmallIntegerField(_("workshops to attend"), default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        default_permissions = ["view"]
        permissions = [("run_cohort", "Can set up cohorts, invite and accept members, and revoke certificates")]
        ordering = ["-enrols_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrols_until__gte=F("enrols_from")), name="cohort_enrolment_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_cohort(self) -> MembershipQuerySet:
        return self.filter(state__in=sorted(IN_COHORT_STATES))

    def ever_in_cohort(self) -> MembershipQuerySet:
        """Those too who have left it, and have not been on the way back since."""
        return self.filter(state__in=sorted(IN_COHORT_STATES | {MembershipState.LEFT}))

    def on_roster(self) -> MembershipQuerySet:
        """Those who agreed that the others see them."""
        return self.in_cohort().exclude(shared_name="")


class Membership(Numbered):
    """A person in a cohort, or on the way into one. What others may see of them, they typed for that."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memberships")
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(_("state"), max_length=10, choices=MembershipState.choices)
    since = models.DateTimeField(_("since"))
    invited_until = models.DateTimeField(_("invitation valid until"), null=True, blank=True)
    # Shown to the other members; empty: not on the roster.
    shared_name = models.CharField(_("name for the others"), max_length=50, blank=True)
    # Shown to the facilitators alone.
    shared_contact = EncryptedTextField(_("contact for the facilitators"), blank=True)
    nudged_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a cohort")
        verbose_name_plural = _("members of cohorts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["cohort", "supporter"], name="one_membership_a_cohort"),
            models.CheckConstraint(
                condition=Q(state=MembershipState.COMPLETED, completed_on__isnull=False)
                | (~Q(state=MembershipState.COMPLETED) & Q(completed_on__isnull=True)),
                name="completion_has_a_day",
            ),
        ]
