"""Referrals for the demo, made by the same actions as real ones: one in each state, counted from the day of loading."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from network.models import Supporter
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.dates import tokyo_day

from ..referrals.actions.answering import accept
from ..referrals.actions.matching import offer
from ..referrals.actions.referring import end, raise_referral, take_on
from ..referrals.enums import OriginWish, ReferralOutcome, Urgency
from ..referrals.models import Referral
from .meetings import COMPANION, COORDINATOR, FACILITATOR, SUPPORTER, supporter, user_id


def load(now: datetime) -> None:
    asking, companion, facilitator = map(supporter, (SUPPORTER, COMPANION, FACILITATOR))
    if Referral.objects.filter(raised_by=asking).exists():
        return
    by_id = user_id(COORDINATOR)
    _waits_for_the_coordinator(asking, now - timedelta(days=1))
    _asks_two([asking, companion], by_id, now - timedelta(hours=5))
    _has_found_somebody(facilitator, companion, by_id, now - timedelta(days=4))
    _found_nobody(facilitator, by_id, now - timedelta(days=20))


def _raised(raised_at: datetime, by_id: int | None, **asked: Any) -> Referral:
    agreed = Referral(origin_wish=OriginWish.NO_MATTER, consented_on=tokyo_day(raised_at), **asked)
    return raise_referral(agreed, by_id=by_id, now=raised_at)


def _waits_for_the_coordinator(raiser: Supporter, raised_at: datetime) -> None:
    _raised(
        raised_at,
        raiser.user_id,
        raised_by=raiser,
        need="Người này cần có người đi cùng và phiên dịch khi nộp đơn tại tòa án gia đình.",
        errand=ErrandKind.COURT,
        field=ErrandField.FAMILY,
        languages=[SpokenLanguage.VIETNAMESE],
        prefecture=Prefecture.AICHI,
        urgency=Urgency.FORTNIGHT,
    )


def _asks_two(asked: list[Supporter], by_id: int, raised_at: datetime) -> None:
    searching = _raised(
        raised_at,
        by_id,
        need="病院で検査の説明を聞くときに、そばで通訳をしてほしい。",
        errand=ErrandKind.HOSPITAL,
        field=ErrandField.MEDICAL_CARE,
        languages=[SpokenLanguage.VIETNAMESE, SpokenLanguage.JAPANESE],
        prefecture=Prefecture.TOKYO,
        urgency=Urgency.DAYS,
    )
    offer(searching, asked, by_id=by_id, now=raised_at + timedelta(hours=1))


def _has_found_somebody(raiser: Supporter, found: Supporter, by_id: int, raised_at: datetime) -> None:
    raised = _raised(
        raised_at,
        raiser.user_id,
        raised_by=raiser,
        need="労働基準監督署で、払われていない給料について相談したい。書類は本人が持って行く。",
        errand=ErrandKind.CONSULTATION,
        field=ErrandField.LABOUR,
        languages=[SpokenLanguage.VIETNAMESE],
        prefecture=Prefecture.SAITAMA,
        urgency=Urgency.FORTNIGHT,
    )
    searching = take_on(raised, by_id=by_id, now=raised_at + timedelta(hours=2))
    (asked,) = offer(searching, [found], by_id=by_id, now=raised_at + timedelta(hours=3))
    accept(asked, now=raised_at + timedelta(hours=20))


def _found_nobody(raiser: Supporter, by_id: int, raised_at: datetime) -> None:
    raised = _raised(
        raised_at,
        raiser.user_id,
        raised_by=raiser,
        need="役所で転入の手続きをするときに、そばにいてほしい。",
        errand=ErrandKind.MUNICIPALITY,
        field=ErrandField.RESIDENCE,
        languages=[SpokenLanguage.KHMER],
        prefecture=Prefecture.KAGAWA,
        urgency=Urgency.NO_HURRY,
    )
    searching = take_on(raised, by_id=by_id, now=raised_at + timedelta(days=1))
    end(searching, ReferralOutcome.NOBODY_FOUND, by_id=by_id, now=raised_at + timedelta(days=12))
