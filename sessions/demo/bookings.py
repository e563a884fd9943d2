"""Who was at the last session, who comes to the next, and what they bring; by the same actions as real ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from network.models import Supporter
from network.people.enums import ErrandField, SpokenLanguage

from ..bookings.actions.booking import apply as sign_up
from ..bookings.enums import BookingState, Role
from ..bookings.models import Booking
from ..hour.actions import bring_case, finish, mark
from ..hour.models import Case
from ..meetings.models import Meeting

SUPPORTER, COMPANION = "supporter@example.org", "companion@example.org"
FACILITATOR, ROOTS = "facilitator@example.org", "roots@example.org"
CASE = (
    "Một người làm ở nhà máy hai tháng chưa được trả lương. Chủ nói sẽ báo cơ quan xuất nhập cảnh nếu khiếu nại. "
    "Có thể nhờ ai, và làm gì trước?"
)


def load(now: datetime) -> None:
    if Booking.objects.filter(supporter=supporter(COMPANION)).exists():
        return
    _at_the_last(now)
    _at_the_next(now)


def _at_the_last(now: datetime) -> None:
    last = Meeting.objects.consultations().held(now)[0]
    facilitator = supporter(FACILITATOR).user_id
    assert facilitator is not None
    for email in (SUPPORTER, COMPANION):
        booking = sign_up(supporter(email), last, Role.HELPER, now=last.sign_up_opens_at + timedelta(days=1))
        if email == COMPANION:
            mark(booking, BookingState.ATTENDED, by_id=facilitator, now=last.ends_at)
    finish(last, by_id=facilitator, now=last.ends_at)


def _at_the_next(now: datetime) -> None:
    following = Meeting.objects.consultations().standing().coming(now)[0]
    companion = supporter(COMPANION)
    sign_up(companion, following, Role.HELPER, now=now)
    sign_up(supporter(ROOTS), following, Role.LEARNER, now=now)
    said = {"field": ErrandField.LABOUR, "language": SpokenLanguage.VIETNAMESE, "text": CASE}
    bring_case(Case(meeting=following, brought_by=companion, **said), now=now)


def supporter(email: str) -> Supporter:
    return Supporter.objects.get(user__email=email)
