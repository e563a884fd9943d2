"""Claims for the demo, made by the same actions as real ones: in the flyer's programme, and counted from today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter, User
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.dates import TOKYO

from .actions import VisitDetails, approve, file_claim, reject, return_for_correction, withdraw
from .enums import Obstacle, RejectionReason, ReturnReason
from .models import Claim
from .rules import Interval

SUPPORTER, OFFICER = "supporter@example.org", "officer@example.org"

AT_IMMIGRATION = VisitDetails(
    Prefecture.AICHI, ErrandKind.IMMIGRATION, ErrandField.RESIDENCE, SpokenLanguage.VIETNAMESE, (Obstacle.LONG_WAIT,)
)
AT_HOSPITAL = VisitDetails(
    Prefecture.AICHI,
    ErrandKind.HOSPITAL,
    ErrandField.MEDICAL_CARE,
    SpokenLanguage.VIETNAMESE,
    (Obstacle.NO_INTERPRETER, Obstacle.NO_INSURANCE),
)
AT_TOWN_OFFICE = VisitDetails(
    Prefecture.GIFU, ErrandKind.MUNICIPALITY, ErrandField.WELFARE, SpokenLanguage.JAPANESE, (Obstacle.HARD_DOCUMENTS,)
)


def load(progress: Callable[[str], None], now: datetime) -> None:
    """One supporter sees a claim in each state; the desk has some to decide."""
    supporter = Supporter.objects.get(user__email=SUPPORTER)
    if Claim.objects.filter(supporter=supporter).exists():
        return
    progress("claims")
    officer_id = User.objects.get(email=OFFICER).pk
    load_of_the_flyer(supporter, officer_id)
    load_of_today(supporter, officer_id, now)


def load_of_the_flyer(supporter: Supporter, officer_id: int) -> None:
    arrived = datetime(2023, 8, 30, 21, 40, tzinfo=TOKYO)
    code = issue_consultee_code(supporter, arrived)
    own = Interval(datetime(2023, 7, 30, 9, 30, tzinfo=TOKYO), datetime(2023, 7, 30, 12, 0, tzinfo=TOKYO))
    claim = file_claim(supporter, code, AT_IMMIGRATION, own, now=arrived)
    approve(claim, officer_id=officer_id, now=arrived + timedelta(days=5))


def load_of_today(supporter: Supporter, officer_id: int, now: datetime) -> None:
    first, second = (issue_consultee_code(supporter, now - timedelta(days=20)) for _number in range(2))

    def claimed(code: ConsulteeCode, details: VisitDetails, days_ago: int, **duration: int) -> Claim:
        start = (now - timedelta(days=days_ago)).astimezone(TOKYO).replace(hour=10, minute=0, second=0, microsecond=0)
        own = Interval(start, start + timedelta(**duration))
        return file_claim(supporter, code, details, own, now=own.end + timedelta(hours=2))

    def later(claim: Claim) -> datetime:
        return claim.filed_at + timedelta(hours=20)

    approved = claimed(first, AT_HOSPITAL, 18, hours=3)
    approve(approved, officer_id=officer_id, now=later(approved))
    rejected = claimed(first, AT_TOWN_OFFICE, 15, minutes=80)
    reject(rejected, [RejectionReason.NOT_CONFIRMED], officer_id=officer_id, now=later(rejected))
    withdrawn = claimed(second, AT_IMMIGRATION, 12, hours=2)
    withdraw(withdrawn, actor_id=supporter.user_id, now=later(withdrawn))
    returned = claimed(first, AT_TOWN_OFFICE, 9, minutes=95)
    return_for_correction(returned, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=later(returned))
    claimed(second, AT_IMMIGRATION, 6, hours=4)
    claimed(second, AT_HOSPITAL, 2, minutes=70)
