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
from .meetings import COMPANION, FACILITATOR, SUPPORTER, supporter, user_id

ROOTS = "roots@example.org"
CASE = (
    "Một người làm ở nhà máy hai tháng chưa được trả lương. Chủ nói sẽ báo cơ quan xuất nhập cảnh nếu khiếu nại. "
    "Có thể nhờ ai, và làm gì trước?"
)


def load(now: datetime) -> None:
    if Booking.objects.filter(supporter=supporter(COMPANION)).exists():
        return
    last = Meeting.objects.consultations().held(now)[0]
    hold(last, Role.HELPER, came=[supporter(COMPANION)], missed=[supporter(SUPPORTER)])
    _at_the_next(now)


def hold(meeting: Meeting, role: Role, *, came: list[Supporter], missed: list[Supporter]) -> None:
    facilitator = user_id(FACILITATOR)
    for one in (*came, *missed):
        booking = sign_up(one, meeting, role, now=meeting.sign_up_opens_at + timedelta(days=1))
        if one in came:
            mark(booking, BookingState.ATTENDED, by_id=facilitator, now=meeting.ends_at)
    finish(meeting, by_id=facilitator, now=meeting.ends_at)


def _at_the_next(now: datetime) -> None:
    following = Meeting.objects.consultations().standing().coming(now)[0]
    companion = supporter(COMPANION)
    sign_up(companion, following, Role.HELPER, now=now)
    sign_up(supporter(ROOTS), following, Role.LEARNER, now=now)
    said = {"field": ErrandField.LABOUR, "language": SpokenLanguage.VIETNAMESE, "text": CASE}
    bring_case(Case(meeting=following, brought_by=companion, **said), now=now)
