"""Figures of a fiscal year, as tables for the desk's page and its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from network.people.enums import ErrandField, Prefecture
from portal.figures.rules import Column, Hidden, Shown, breakdowns, column
from portal.figures.tables import Labels, Table, as_csv, in_order, labelled, table_of

from ..bookings.enums import INVITED_ROLES, SEATED_ROLES, BookingState, Role
from ..hour.enums import CaseOutcome
from ..referrals.enums import ReferralOutcome, ReferralState
from .facts import ByState, CohortCounts, Counts, ReferralCounts, SessionCounts
from .rules import MatchTime, median_days

ATTENDANCE = {
    BookingState.ATTENDED: gettext_lazy("Took part"),
    BookingState.NO_SHOW: gettext_lazy("Did not come"),
    BookingState.CONFIRMED: gettext_lazy("Not noted"),
}
MATCH_TIMES: Labels = {
    MatchTime.SOON: gettext_lazy("Within 2 days"),
    MatchTime.WITHIN_A_WEEK: gettext_lazy("Within 7 days"),
    MatchTime.LATER: gettext_lazy("After more than 7 days"),
    MatchTime.NOT_YET: gettext_lazy("Not found, or not yet"),
}
# How referrals ended; those that are open, or taken back, by their state.
ENDINGS: Labels = {
    **dict(ReferralOutcome.choices),
    **{state: label for state, label in ReferralState.choices if state != ReferralState.CLOSED},
}


def tables_of(counts: Counts) -> list[Table]:
    return [
        _sessions(counts.sessions),
        _seats(counts),
        *_attendance(counts),
        _invited(counts.invited),
        *_cases(counts),
        *_referrals(counts.referrals),
        _cohorts(counts.cohorts),
    ]


def _sessions(counts: SessionCounts) -> Table:
    lines: list[tuple[str, tuple[Shown, ...]]] = [
        (pgettext("number of sessions", "Planned"), (counts.planned,)),
        (_("Held"), (counts.held,)),
        (pgettext("state of a session", "Cancelled"), (counts.cancelled,)),
        (_("Still to come"), (counts.to_come,)),
    ]
    return Table("sessions", _("Sessions"), [_("Sessions"), pgettext("how many", "Number")], lines)


def _seats(counts: Counts) -> Table:
    """Those taken are told only where all that they consist of is told."""
    totals = [role.total for role in _by_state(counts)[0]]
    taken = Hidden.WITHHELD if any(isinstance(total, Hidden) for total in totals) else _sum(totals)
    lines: list[tuple[str, tuple[Shown, ...]]] = [
        (_("Seats for helpers"), (counts.sessions.helper_seats,)),
        (_("Seats for learners"), (counts.sessions.learner_seats,)),
        (_("Seats taken"), (taken,)),
    ]
    return Table("seats", _("Seats in the sessions held"), [_("Seats"), pgettext("how many", "Number")], lines)


def _sum(totals: Iterable[Shown]) -> int:
    return sum(total for total in totals if not isinstance(total, Hidden))


def _by_state(counts: Counts) -> tuple[list[Column], list[Column]]:
    """Columns by role and by language: of each state the same people, grouped in two ways."""
    pairs = [
        breakdowns(
            [counts.by_role.get(role, Counter())[state] for role in _seated()],
            [counts.by_language.get(code, Counter())[state] for code in dict(settings.LANGUAGES)],
        )
        for state in ATTENDANCE
    ]
    return [by_role for by_role, _by_language in pairs], [by_language for _by_role, by_language in pairs]


def _seated() -> list[Role]:
    return [role for role in Role if role in SEATED_ROLES]


def _attendance(counts: Counts) -> Iterator[Table]:
    by_role, by_language = _by_state(counts)
    roles = [str(role.label) for role in _seated()]
    languages = [str(name) for _code, name in settings.LANGUAGES]
    columns = [str(label) for label in ATTENDANCE.values()]
    yield table_of("roles", _("Attendance by role"), [_("Role"), *columns], roles, by_role)
    yield table_of(
        "languages", _("Attendance by language of the person"), [_("Language"), *columns], languages, by_language
    )


def _invited(counts: ByState) -> Table:
    roles = [role for role in Role if role in INVITED_ROLES]
    columns = [column([counts.get(role, Counter())[state] for role in roles]) for state in ATTENDANCE]
    head = [_("Role"), *(str(label) for label in ATTENDANCE.values())]
    return table_of("invited", _("Attendance of the invited"), head, [str(role.label) for role in roles], columns)


def _cases(counts: Counts) -> Iterator[Table]:
    fields, outcomes = dict(ErrandField.choices), dict(CaseOutcome.choices)
    by_field, by_outcome = breakdowns(in_order(counts.case_fields, fields), in_order(counts.case_outcomes, outcomes))
    yield labelled("case_fields", _("Cases by matter"), [_("Matter"), _("Cases")], fields, by_field)
    yield labelled("case_outcomes", _("Cases by outcome"), [_("Outcome"), _("Cases")], outcomes, by_outcome)


def _referrals(counts: ReferralCounts) -> Iterator[Table]:
    places = {code: label for code, label in Prefecture.choices if counts.prefectures[code]}
    by_outcome, by_place, by_time = breakdowns(
        in_order(counts.outcomes, ENDINGS), in_order(counts.prefectures, places), in_order(counts.times, MATCH_TIMES)
    )
    yield labelled("outcomes", _("Referrals by outcome"), [_("Outcome"), _("Referrals")], ENDINGS, by_outcome)
    yield labelled("prefectures", _("Referrals by prefecture"), [_("Prefecture"), _("Referrals")], places, by_place)
    head = [_("Time until supporters were found"), _("Referrals")]
    yield labelled("times", _("Referrals by time to match"), head, MATCH_TIMES, by_time, note=_median(counts))


def _median(counts: ReferralCounts) -> str:
    days = median_days(counts.waits)
    if days is None:
        return _("Median: not shown, for fewer than 5 referrals were matched.")
    return _("Median: %(days)s days.") % {"days": f"{days:g}"}


def _cohorts(counts: Sequence[CohortCounts]) -> Table:
    columns = [column([one.completed for one in counts]), column([one.on_the_way for one in counts])]
    head = [_("Cohort"), _("Completed"), _("On the way")]
    return table_of(
        "cohorts", _("Cohorts by the year in which enrolment began"), head, [str(one.name) for one in counts], columns
    )


def as_file(year: int, tables: Iterable[Table]) -> str:
    return as_csv([_("Fiscal year"), year], tables)
