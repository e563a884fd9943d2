"""Figures of a fiscal year: the cases brought to its sessions."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from network.people.enums import ErrandField
from portal.figures.rules import breakdowns
from portal.figures.tables import Table, in_order, labelled

from .enums import CaseOutcome
from .models import Case


def tables_of_cases(year: int) -> list[Table]:
    by_field: Counter[str] = Counter()
    by_outcome: Counter[str] = Counter()
    brought = Case.objects.filter(meeting__fiscal_year=year, meeting__cancelled_at=None)
    for matter, outcome, count in brought.values_list("field", "outcome").annotate(count=Count("pk")):
        by_field[matter] += count
        by_outcome[outcome] += count
    fields, outcomes = dict(ErrandField.choices), dict(CaseOutcome.choices)
    told_fields, told_outcomes = breakdowns(in_order(by_field, fields), in_order(by_outcome, outcomes))
    return [
        labelled("case_fields", _("Cases by matter"), [_("Matter"), _("Cases")], fields, told_fields),
        labelled("case_outcomes", _("Cases by outcome"), [_("Outcome"), _("Cases")], outcomes, told_outcomes),
    ]
