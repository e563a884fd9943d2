"""Figures of a fiscal year: the referrals raised in it, and how long it took until supporters were found."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.utils.translation import gettext as _

from network.people.enums import Prefecture
from portal.dates import TOKYO
from portal.figures.rules import breakdowns
from portal.figures.tables import Labels, Table, in_order, labelled

from .enums import MatchTime, ReferralOutcome, ReferralState
from .models import Referral
from .rules.waiting import match_time, median_days

# How referrals ended; those that are open, or taken back, by their state.
ENDINGS: Labels = {
    **dict(ReferralOutcome.choices),
    **{state: label for state, label in ReferralState.choices if state != ReferralState.CLOSED},
}


def tables_of_referrals(year: int) -> list[Table]:
    raised = Referral.objects.filter(
        raised_at__gte=datetime(year, 4, 1, tzinfo=TOKYO), raised_at__lt=datetime(year + 1, 4, 1, tzinfo=TOKYO)
    )
    rows = list(raised.values_list("state", "outcome", "prefecture", "raised_at", "matched_at"))
    waits = [matched - asked if matched else None for *_rest, asked, matched in rows]
    endings = Counter(outcome if state == ReferralState.CLOSED else state for state, outcome, *_rest in rows)
    prefectures = Counter(prefecture for _state, _outcome, prefecture, *_rest in rows)
    times = Counter(str(match_time(wait)) for wait in waits)
    places = {code: label for code, label in Prefecture.choices if prefectures[code]}
    how_long = dict(MatchTime.choices)
    by_ending, by_place, by_time = breakdowns(
        in_order(endings, ENDINGS), in_order(prefectures, places), in_order(times, how_long)
    )
    head = [_("Time until supporters were found"), _("Referrals")]
    days = median_days([wait for wait in waits if wait is not None])
    note = _("Median: not shown, for fewer than 5 referrals were matched.")
    if days is not None:
        note = _("Median: %(days)s days.") % {"days": f"{days:g}"}
    return [
        labelled("outcomes", _("Referrals by outcome"), [_("Outcome"), _("Referrals")], ENDINGS, by_ending),
        labelled("prefectures", _("Referrals by prefecture"), [_("Prefecture"), _("Referrals")], places, by_place),
        labelled("times", _("Referrals by time to match"), head, how_long, by_time, note=note),
    ]
