"""People and meetings as the rules of bookings see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sessions.bookings.rules.taking_part import PersonFacts
from tests.sessions.made import ENDS, SIGN_UP_CLOSES, SIGN_UP_OPENS, STARTS

SECOND = timedelta(seconds=1)
COHORT = 7
NOBODY = PersonFacts(
    is_registered=True,
    has_left=False,
    has_declared_experience=False,
    has_confirmed_experience=False,
    is_in_training=False,
)
DECLARED = replace(NOBODY, has_declared_experience=True)
EXPERIENCED = replace(DECLARED, has_confirmed_experience=True)
IN_TRAINING = replace(NOBODY, is_in_training=True)


@dataclass(frozen=True)
class Planned:
    """`roles` are those that it has seats for."""

    cohort_id: int | None = None
    audience: str = "both"
    roles: tuple[str, ...] = ("helper", "learner")
    sign_up_opens_at: datetime = SIGN_UP_OPENS
    sign_up_closes_at: datetime = SIGN_UP_CLOSES
    starts_at: datetime = STARTS
    ends_at: datetime = ENDS
    is_cancelled: bool = False
    confirms_by_hand: bool = False

    def seats(self, role: str) -> int:
        return self.roles.count(role)


SESSION = Planned()
WORKSHOP = Planned(cohort_id=COHORT, roles=("learner",))
