from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from network.membership.actions import erase, leave
from network.models import Supporter
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.actions.booking import add_guest, apply, cancel, confirm, decline, waitlist
from sessions.bookings.enums import BookingState, Role
from sessions.bookings.rules.taking_part import Reason
from sessions.models import Booking, Meeting
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_CLOSES, BookingFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOW = DURING_SIGN_UP
OFFICER = 4711


def somebody(**more: Any) -> Supporter:
    return SupporterFactory(experienced=True, **more)


def mails_to(supporter: Supporter) -> int:
    return OutboxMail.objects.filter(recipient=supporter.user).count()


def refused(act: Callable[[], object]) -> tuple[Reason, ...]:
    with pytest.raises(RefusedError) as error:
        act()
    reasons: tuple[Reason, ...] = error.value.decision.reasons
    return reasons


def test_a_free_seat_is_confirmed_at_once_with_one_mail() -> None:
    supporter, meeting = somebody(), MeetingFactory()

    booking = apply(supporter, meeting, Role.HELPER, now=NOW)

    assert (booking.state, booking.seat, booking.queued_at) == (BookingState.CONFIRMED, 1, NOW)
    assert mails_to(supporter) == 1


def test_each_change_is_on_record() -> None:
    supporter, meeting = somebody(), MeetingFactory()

    booking = cancel(apply(supporter, meeting, Role.HELPER, now=NOW), by_id=OFFICER, now=NOW)

    written = AuditEntry.objects.filter(object_type="consultations.booking", object_ref=str(booking)).order_by("pk")
    about = {"meeting": str(meeting), "role": "helper"}
    assert [(entry.actor_id, entry.changes) for entry in written] == [
        (supporter.user_id, {**about, "before": "", "state": "confirmed"}),
        (OFFICER, {**about, "before": "confirmed", "state": "cancelled"}),
    ]


def test_seats_are_counted_by_role() -> None:
    meeting = MeetingFactory(helper_seats=1, learner_seats=1)

    roles = [Role.HELPER, Role.LEARNER, Role.HELPER, Role.LEARNER]
    states = [apply(somebody(), meeting, role, now=NOW).state for role in roles]

    assert states == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_nobody_passes_by_those_who_wait() -> None:
    """A seat can be free and kept: its invitation is being made, or more were added a moment ago."""
    meeting = MeetingFactory(helper_seats=2)
    BookingFactory(meeting=meeting, waitlisted=True)

    assert apply(somebody(), meeting, Role.HELPER, now=NOW).state == BookingState.WAITLISTED


def test_a_seat_that_somebody_is_invited_to_is_held() -> None:
    meeting = MeetingFactory(helper_seats=1)
    BookingFactory(meeting=meeting, invited=True)

    assert apply(somebody(), meeting, Role.HELPER, now=NOW).state == BookingState.WAITLISTED


def test_the_lowest_free_seat_is_taken() -> None:
    meeting = MeetingFactory(helper_seats=3)
    first, second, third = (apply(somebody(), meeting, Role.HELPER, now=NOW) for _number in range(3))
    cancel(second, by_id=None, now=NOW)

    assert [first.seat, third.seat, apply(somebody(), meeting, Role.HELPER, now=NOW).seat] == [1, 3, 2]


def test_where_the_coordinator_confirms_everybody_applies_first() -> None:
    meeting = MeetingFactory(confirms_by_hand=True)

    booking = apply(somebody(), meeting, Role.HELPER, now=NOW)

    assert (booking.state, booking.seat) == (BookingState.APPLIED, None)


def test_refusal_leaves_nothing_behind() -> None:
    supporter = SupporterFactory(declared=True)

    reasons = refused(lambda: apply(supporter, MeetingFactory(), Role.HELPER, now=SIGN_UP_CLOSES))

    assert reasons == (Reason.SIGN_UP_CLOSED, Reason.EXPERIENCE_UNCONFIRMED)
    assert (Booking.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_second_application_is_refused_and_harmless() -> None:
    supporter, meeting = somebody(), MeetingFactory()
    apply(supporter, meeting, Role.HELPER, now=NOW)

    assert refused(lambda: apply(supporter, meeting, Role.LEARNER, now=NOW)) == (Reason.ALREADY_BOOKED,)
    assert (Booking.objects.count(), mails_to(supporter)) == (1, 1)


def test_who_cancelled_may_apply_again() -> None:
    supporter, meeting = somebody(), MeetingFactory()
    cancel(apply(supporter, meeting, Role.HELPER, now=NOW), by_id=supporter.user_id, now=NOW)

    assert apply(supporter, meeting, Role.LEARNER, now=NOW).state == BookingState.CONFIRMED


def test_facts_are_those_of_the_locked_rows() -> None:
    """The copy that the page was shown with may be old."""
    supporter, meeting = somebody(), MeetingFactory()
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW)
    Supporter.objects.filter(pk=supporter.pk).update(experience_confirmed_on=None)

    reasons = refused(lambda: apply(supporter, meeting, Role.LEARNER, now=NOW))

    assert reasons == (Reason.CANCELLED, Reason.EXPERIENCE_UNCONFIRMED)


@pytest.mark.parametrize(
    ("more", "allowed"),
    [({}, True), ({"completed": True}, True), ({"invited": True}, False), ({"applied": True}, False)],
)
def test_workshop_takes_members_of_its_cohort(more: dict[str, bool], allowed: bool) -> None:
    meeting = MeetingFactory(workshop=True)
    supporter = MembershipFactory(cohort=meeting.cohort, **more).supporter

    if allowed:
        assert apply(supporter, meeting, Role.LEARNER, now=NOW).state == BookingState.CONFIRMED
    else:
        assert refused(lambda: apply(supporter, meeting, Role.LEARNER, now=NOW)) == (Reason.NOT_IN_COHORT,)


@pytest.mark.parametrize(("more", "allowed"), [({}, True), ({"applied": True}, True), ({"invited": True}, False)])
def test_who_is_in_training_or_applies_for_it_may_learn(more: dict[str, bool], allowed: bool) -> None:
    supporter = SupporterFactory()
    MembershipFactory(supporter=supporter, **more)
    meeting = MeetingFactory()

    if allowed:
        assert apply(supporter, meeting, Role.LEARNER, now=NOW).state == BookingState.CONFIRMED
    else:
        reasons = refused(lambda: apply(supporter, meeting, Role.LEARNER, now=NOW))
        assert reasons == (Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING,)


def test_confirming_takes_a_seat_and_tells_once() -> None:
    meeting = MeetingFactory(confirms_by_hand=True)
    booking = apply(somebody(), meeting, Role.HELPER, now=NOW)

    for _press in range(2):
        booking = confirm(booking, by_id=OFFICER, now=NOW)

    assert (booking.state, booking.seat) == (BookingState.CONFIRMED, 1)
    assert mails_to(booking.supporter) == 2  # received, confirmed


def test_confirming_asks_for_a_free_seat() -> None:
    meeting = MeetingFactory(confirms_by_hand=True, helper_seats=1)
    first, second = (apply(somebody(), meeting, Role.HELPER, now=NOW) for _number in range(2))
    confirm(first, by_id=OFFICER, now=NOW)

    assert refused(lambda: confirm(second, by_id=OFFICER, now=NOW)) == (Reason.NO_SEAT_FREE,)


def test_coordinator_puts_on_the_list_only_where_it_is_full() -> None:
    meeting = MeetingFactory(confirms_by_hand=True, helper_seats=1)
    first, second = (apply(somebody(), meeting, Role.HELPER, now=NOW) for _number in range(2))

    assert refused(lambda: waitlist(second, by_id=OFFICER, now=NOW)) == (Reason.SEAT_IS_FREE,)
    confirm(first, by_id=OFFICER, now=NOW)
    assert waitlist(second, by_id=OFFICER, now=NOW).state == BookingState.WAITLISTED


def test_who_is_on_the_list_already_is_put_there_once() -> None:
    waiting = BookingFactory(waitlisted=True, meeting__confirms_by_hand=True)

    assert waitlist(waiting, by_id=OFFICER, now=NOW).state == BookingState.WAITLISTED

    assert (mails_to(waiting.supporter), AuditEntry.objects.count()) == (0, 0)


def test_coordinator_says_no() -> None:
    booking = apply(somebody(), MeetingFactory(confirms_by_hand=True), Role.HELPER, now=NOW)

    for _press in range(2):
        booking = decline(booking, by_id=OFFICER, now=NOW)

    assert (booking.state, mails_to(booking.supporter)) == (BookingState.DECLINED, 2)
    assert refused(lambda: confirm(booking, by_id=OFFICER, now=NOW)) == (Reason.WRONG_STATE,)


def test_cancelling_twice_is_cancelling_once() -> None:
    booking = BookingFactory()

    for _press in range(2):
        booking = cancel(booking, by_id=None, now=NOW)

    assert (booking.state, booking.seat, mails_to(booking.supporter)) == (BookingState.CANCELLED, None, 1)


def test_what_is_over_stays_as_it_was() -> None:
    booking = BookingFactory()

    assert refused(lambda: cancel(booking, by_id=None, now=ENDS)) == (Reason.OVER,)


def test_guests_sit_beside_the_seats() -> None:
    meeting = MeetingFactory(helper_seats=1, learner_seats=0)
    BookingFactory(meeting=meeting)
    expert = SupporterFactory()

    booking = add_guest(meeting, expert, Role.EXPERT, by_id=OFFICER, now=NOW)

    assert (booking.state, booking.seat, mails_to(expert)) == (BookingState.CONFIRMED, None, 1)
    assert refused(lambda: add_guest(meeting, expert, Role.INTERPRETER, by_id=OFFICER, now=NOW)) == (
        Reason.ALREADY_BOOKED,
    )


def test_who_left_is_no_guest() -> None:
    meeting, gone = MeetingFactory(), SupporterFactory(left=True)

    assert refused(lambda: add_guest(meeting, gone, Role.EXPERT, by_id=OFFICER, now=NOW)) == (Reason.HAS_LEFT,)


@pytest.mark.parametrize("end", [leave, erase])
def test_who_leaves_gives_back_seats_and_the_list_moves_up(end: Callable[..., None]) -> None:
    meeting = MeetingFactory(helper_seats=1)
    seated, waiting = (apply(somebody(), meeting, Role.HELPER, now=NOW) for _number in range(2))

    end(seated.supporter, by_id=OFFICER, now=NOW)

    seated.refresh_from_db()
    waiting.refresh_from_db()
    assert (seated.state, waiting.state) == (BookingState.CANCELLED, BookingState.INVITED)
    assert mails_to(waiting.supporter) == 2


def test_who_has_left_is_not_written_to_of_meetings() -> None:
    booking = BookingFactory()

    leave(booking.supporter, by_id=OFFICER, now=NOW)

    assert list(OutboxMail.objects.values_list("kind", flat=True)) == ["network.account_news"]


def test_who_leaves_keeps_what_was() -> None:
    past = BookingFactory(state=BookingState.ATTENDED)

    leave(past.supporter, by_id=None, now=ENDS + timedelta(days=1))

    past.refresh_from_db()
    assert past.state == BookingState.ATTENDED


def test_who_has_no_login_is_not_written_to() -> None:
    supporter = somebody(user=None)
    UserFactory()

    add_guest(MeetingFactory(), supporter, Role.EXPERT, by_id=OFFICER, now=NOW)

    assert OutboxMail.objects.count() == 0
