"""Referrals for the demo, made by the same actions as real ones: one in each state, counted from the day of loading."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from network.models import Supporter, User
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.dates import tokyo_day

from ..referrals.actions.answering import accept
from ..referrals.actions.matching import offer
from ..referrals.actions.referring import end, raise_referral, take_on
from ..referrals.enums import OriginWish, ReferralOutcome, Urgency
from ..referrals.models import Referral

SUPPORTER, COMPANION = "supporter@example.org", "companion@example.org"
FACILITATOR, COORDINATOR = "facilitator@example.org", "coordinator@example.org"


def load(now: datetime) -> None:
    supporter, companion, facilitator = (
        Supporter.objects.get(user__email=email) for email in (SUPPORTER, COMPANION, FACILITATOR)
    )
    if Referral.objects.filter(raised_by=supporter).exists():
        return
    by_id = User.objects.get(email=COORDINATOR).pk
    _waits_for_the_coordinator(supporter, now - timedelta(days=1))
    _asks_two([supporter, companion], by_id, now - timedelta(hours=5))
    _has_found_somebody(facilitator, companion, by_id, now - timedelta(days=4))
    _found_nobody(facilitator, by_id, now - timedelta(days=20))


def _agreed(raised_at: datetime, **asked: Any) -> Referral:
    return Referral(origin_wish=OriginWish.NO_MATTER, consented_on=tokyo_day(raised_at), **asked)


def _waits_for_the_coordinator(raiser: Supporter, raised_at: datetime) -> None:
    referral = _agreed(
        raised_at,
        raised_by=raiser,
        need="Người này cần có người đi cùng và phiên dịch khi nộp đơn tại tòa án gia đình.",
        errand=ErrandKind.COURT,
        field=ErrandField.FAMILY,
        languages=[SpokenLanguage.VIETNAMESE],
        prefecture=Prefecture.AICHI,
        urgency=Urgency.FORTNIGHT,
    )
    raise_referral(referral, by_id=raiser.user_id, now=raised_at)


def _asks_two(asked: list[Supporter], by_id: int, raised_at: datetime) -> None:
    referral = _agreed(
        raised_at,
        need="病院で検査の説明を聞くときに、そばで通訳をしてほしい。",
        errand=ErrandKind.HOSPITAL,
        field=ErrandField.MEDICAL_CARE,
        languages=[SpokenLanguage.VIETNAMESE, SpokenLanguage.JAPANESE],
        prefecture=Prefecture.TOKYO,
        urgency=Urgency.DAYS,
    )
    searching = raise_referral(referral, by_id=by_id, now=raised_at)
    offer(searching, asked, by_id=by_id, now=raised_at + timedelta(hours=1))


def _has_found_somebody(raiser: Supporter, found: Supporter, by_id: int, raised_at: datetime) -> None:
    referral = _agreed(
        raised_at,
        raised_by=raiser,
        need="労働基準監督署で、払われていない給料について相談したい。書類は本人が持って行く。",
        errand=ErrandKind.CONSULTATION,
        field=ErrandField.LABOUR,
        languages=[SpokenLanguage.VIETNAMESE],
        prefecture=Prefecture.SAITAMA,
        urgency=Urgency.FORTNIGHT,
    )
    raised = raise_referral(referral, by_id=raiser.user_id, now=raised_at)
    searching = take_on(raised, by_id=by_id, now=raised_at + timedelta(hours=2))
    (asked,) = offer(searching, [found], by_id=by_id, now=raised_at + timedelta(hours=3))
    accept(asked, now=raised_at + timedelta(hours=20))


def _found_nobody(raiser: Supporter, by_id: int, raised_at: datetime) -> None:
    referral = _agreed(
        raised_at,
        raised_by=raiser,
        need="役所で転入の手続きをするときに、そばにいてほしい。",
        errand=ErrandKind.MUNICIPALITY,
        field=ErrandField.RESIDENCE,
        languages=[SpokenLanguage.KHMER],
        prefecture=Prefecture.KAGAWA,
        urgency=Urgency.NO_HURRY,
    )
    raised = raise_referral(referral, by_id=raiser.user_id, now=raised_at)
    searching = take_on(raised, by_id=by_id, now=raised_at + timedelta(days=1))
    end(searching, ReferralOutcome.NOBODY_FOUND, by_id=by_id, now=raised_at + timedelta(days=12))
