"""Claims for the tests, made by the actions. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from claims.actions import VisitDetails, file_claim, join_visit, return_for_correction
from claims.enums import Obstacle, ReturnReason
from claims.models import Claim
from claims.rules import Interval
from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.dates import TOKYO
from tests.factories import SupporterFactory

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
VISIT_DAY = date(2026, 5, 14)
DETAILS = VisitDetails(
    Prefecture.TOKYO, ErrandKind.HOSPITAL, ErrandField.MEDICAL_CARE, SpokenLanguage.VIETNAMESE, (Obstacle.LONG_WAIT,)
)


def at(hour: int, minute: int = 0, day: date = VISIT_DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), TOKYO)


def lasting(start: datetime | None = None, **duration: int) -> Interval:
    start = start or at(10)
    return Interval(start, start + timedelta(**(duration or {"minutes": 90})))


def a_code(supporter: Supporter | None = None) -> ConsulteeCode:
    return issue_consultee_code(supporter or SupporterFactory(), NOW)


def a_claim(
    supporter: Supporter, code: ConsulteeCode | None = None, own: Interval | None = None, now: datetime = NOW
) -> Claim:
    return file_claim(supporter, code or a_code(supporter), DETAILS, own or lasting(), now=now)


def a_joined_claim(supporter: Supporter, claim: Claim) -> Claim:
    return join_visit(supporter, claim.visit, lasting(), now=NOW)


def a_returned_claim(supporter: Supporter, officer_id: int) -> Claim:
    claim = a_claim(supporter)
    return return_for_correction(claim, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)


def key() -> dict[str, str]:
    return {"idempotency_key": str(uuid.uuid4())}


def about_the_visit(**changes: Any) -> dict[str, Any]:
    """What a person types on the page about the visit."""
    return {
        "day": "2026-05-14",
        "prefecture": "13",
        "errand": "hospital",
        "field": "medical_care",
        "language": "vi",
        "obstacles": ["long_wait"],
        **changes,
    }
