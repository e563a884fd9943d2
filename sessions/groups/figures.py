"""Figures of a fiscal year: the cohorts whose enrolment began in it, and how far their members are."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from portal.figures.rules import column
from portal.figures.tables import Table, table_of

from .enums import IN_COHORT_STATES, MembershipState
from .models import Cohort


def table_of_cohorts(year: int) -> Table:
    completed = Q(memberships__state=MembershipState.COMPLETED)
    on_the_way = Q(memberships__state__in=sorted(IN_COHORT_STATES - {MembershipState.COMPLETED}))
    begun = Cohort.objects.filter(enrols_from__gte=f"{year}-04-01", enrols_from__lt=f"{year + 1}-04-01")
    counted = begun.order_by("enrols_from", "pk").annotate(
        completed=Count("memberships", filter=completed), on_the_way=Count("memberships", filter=on_the_way)
    )
    rows = list(counted.values_list("name", "completed", "on_the_way"))
    head = [_("Cohort"), _("Completed"), _("On the way")]
    columns = [column([done for _name, done, _under_way in rows]), column([under_way for *_rest, under_way in rows])]
    title = _("Cohorts by the year in which enrolment began")
    return table_of("cohorts", title, head, [str(name) for name, *_counts in rows], columns)
