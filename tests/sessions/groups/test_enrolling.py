"""Into a cohort and out of it (L6). It is Friday 15 May 2026; the cohort enrols from April to the end of May."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.membership.actions import leave
from network.models import Supporter
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail
from portal.names import Name
from portal.refusals import RefusedError
from sessions.groups.actions import (
    admit,
    apply,
    close_cohort,
    invite,
    keep_cohort,
    leave_cohort,
    reject,
    remove,
    share,
    take_up_invitation,
    turn_down_invitation,
)
from sessions.groups.facts import is_facilitator
from sessions.groups.rules import Reason
from sessions.models import Booking, Cohort, Membership
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture
from tests.sessions.made import BookingFactory, CohortFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
BY = 7


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory()


@pytest.fixture
def person() -> Supporter:
    return SupporterFactory(wants_foreign_origin_training=True)


def state_of(membership: Membership) -> str:
    return Membership.objects.get(pk=membership.pk).state


def reasons(act: Callable[[], object]) -> tuple[Reason, ...]:
    with pytest.raises(RefusedError) as refused:
        act()
    found: tuple[Reason, ...] = refused.value.decision.reasons
    return found


def mails_to(supporter: Supporter) -> int:
    return OutboxMail.objects.filter(recipient=supporter.user, kind="consultations.news").count()


def test_application_is_accepted_and_the_person_told_once(cohort: Cohort, person: Supporter) -> None:
    membership = apply(cohort, person, declares_training=False, now=NOW)
    assert (membership.state, mails_to(person)) == ("applied", 0)

    admit(membership, by_id=BY, now=NOW + timedelta(hours=1))

    stored = Membership.objects.get(pk=membership.pk)
    assert (stored.state, stored.since, mails_to(person)) == ("member", NOW + timedelta(hours=1), 1)
    assert list(AuditEntry.objects.filter(object_ref=str(person)).order_by("pk").values_list("verb", "actor_id")) == [
        ("membership applied", person.user_id),
        ("membership member", BY),
    ]


def test_application_that_is_declined_can_be_made_again(cohort: Cohort, person: Supporter) -> None:
    membership = apply(cohort, person, declares_training=False, now=NOW)
    reject(membership, by_id=BY, now=NOW)
    assert (state_of(membership), mails_to(person)) == ("declined", 1)

    assert apply(cohort, person, declares_training=False, now=NOW + timedelta(days=1)).pk == membership.pk


def test_application_is_refused_with_every_reason(cohort: Cohort) -> None:
    stranger = SupporterFactory(left=True)
    late = datetime(2026, 6, 1, tzinfo=TOKYO)

    assert reasons(lambda: apply(cohort, stranger, declares_training=False, now=late)) == (
        Reason.HAS_LEFT,
        Reason.NOT_IN_TRAINING,
        Reason.ENROLMENT_OVER,
    )
    assert Membership.objects.count() == 0


def test_application_counts_on_both_days_of_the_window(cohort: Cohort, person: Supporter) -> None:
    early = datetime(2026, 3, 31, 23, 59, 59, tzinfo=TOKYO)

    assert reasons(lambda: apply(cohort, person, declares_training=False, now=early)) == (Reason.NOT_OPEN_YET,)
    assert apply(cohort, person, declares_training=False, now=datetime(2026, 5, 31, 23, 59, tzinfo=TOKYO)).pk


def test_application_can_declare_the_training(cohort: Cohort) -> None:
    newcomer = SupporterFactory()

    apply(cohort, newcomer, declares_training=True, now=NOW)

    newcomer.refresh_from_db()
    assert newcomer.wants_foreign_origin_training


def test_application_twice_is_refused(cohort: Cohort, person: Supporter) -> None:
    apply(cohort, person, declares_training=False, now=NOW)

    assert reasons(lambda: apply(cohort, person, declares_training=False, now=NOW)) == (Reason.ALREADY_APPLIED,)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(cohort=cohort, supporter=person)


def test_invitation_is_valid_for_fourteen_days(cohort: Cohort, person: Supporter) -> None:
    membership = invite(cohort, person, by_id=BY, now=NOW)
    assert (membership.invited_until, mails_to(person)) == (datetime(2026, 5, 29, 12, tzinfo=TOKYO), 1)
    in_time, late = NOW + timedelta(days=14, seconds=-1), NOW + timedelta(days=14)

    assert reasons(lambda: take_up_invitation(membership, now=late)) == (Reason.INVITATION_EXPIRED,)
    take_up_invitation(membership, now=in_time)

    stored = Membership.objects.get(pk=membership.pk)
    assert (stored.state, stored.invited_until, mails_to(person)) == ("member", None, 1)


def test_invitation_that_lapsed_is_sent_again_with_another_mail(cohort: Cohort, person: Supporter) -> None:
    invite(cohort, person, by_id=BY, now=NOW)
    assert reasons(lambda: invite(cohort, person, by_id=BY, now=NOW)) == (Reason.ALREADY_INVITED,)

    again = invite(cohort, person, by_id=BY, now=NOW + timedelta(days=14))

    assert (again.invited_until, mails_to(person)) == (NOW + timedelta(days=28), 2)


def test_invitation_that_lapsed_keeps_nobody_from_applying(cohort: Cohort, person: Supporter) -> None:
    invite(cohort, person, by_id=BY, now=NOW)
    lapsed = NOW + timedelta(days=14)

    def apply_at(moment: datetime) -> Membership:
        return apply(cohort, person, declares_training=False, now=moment)

    assert reasons(lambda: apply_at(lapsed - timedelta(seconds=1))) == (Reason.ALREADY_INVITED,)
    applied = apply_at(lapsed)

    assert (state_of(applied), applied.invited_until) == ("applied", None)
    admit(applied, by_id=BY, now=lapsed)
    assert state_of(applied) == "member"


def test_invitation_can_be_turned_down_late(cohort: Cohort, person: Supporter) -> None:
    membership = invite(cohort, person, by_id=BY, now=NOW)

    turn_down_invitation(membership, now=NOW + timedelta(days=20))

    assert state_of(membership) == "declined"
    assert reasons(lambda: turn_down_invitation(membership, now=NOW)) == (Reason.NOT_INVITED,)


def test_invitation_taken_up_twice_is_refused_the_second_time(cohort: Cohort, person: Supporter) -> None:
    membership = invite(cohort, person, by_id=BY, now=NOW)
    take_up_invitation(membership, now=NOW)

    assert reasons(lambda: take_up_invitation(membership, now=NOW)) == (Reason.ALREADY_MEMBER,)


def test_closed_cohort_takes_nobody_in(cohort: Cohort, person: Supporter) -> None:
    invited = invite(cohort, person, by_id=BY, now=NOW)
    applied = MembershipFactory(cohort=cohort, applied=True)

    close_cohort(cohort, by_id=BY, now=NOW)
    close_cohort(cohort, by_id=BY, now=NOW + timedelta(days=3))

    cohort.refresh_from_db()
    assert cohort.closed_on == date(2026, 5, 15)
    assert reasons(lambda: take_up_invitation(invited, now=NOW)) == (Reason.COHORT_CLOSED,)
    assert reasons(lambda: admit(applied, by_id=BY, now=NOW)) == (Reason.COHORT_CLOSED,)
    assert AuditEntry.objects.filter(verb="cohort closed").count() == 1


def test_who_left_the_network_meanwhile_is_not_admitted(cohort: Cohort, person: Supporter) -> None:
    applied = apply(cohort, person, declares_training=False, now=NOW)
    leave(person, by_id=BY, now=NOW)

    assert reasons(lambda: admit(applied, by_id=BY, now=NOW)) == (Reason.HAS_LEFT,)
    assert reasons(lambda: invite(cohort, person, by_id=BY, now=NOW)) == (Reason.HAS_LEFT, Reason.ALREADY_APPLIED)


def test_removed_member_gives_back_seats_to_come_and_what_was_shared(cohort: Cohort) -> None:
    membership = MembershipFactory(cohort=cohort, shared_name="Lan", shared_contact="090")
    coming = MeetingFactory(workshop=True, cohort=cohort)
    other = MeetingFactory(workshop=True)
    bookings = [BookingFactory(meeting=one, supporter=membership.supporter, role="learner") for one in (coming, other)]

    remove(membership, by_id=BY, now=NOW)

    stored = Membership.objects.get(pk=membership.pk)
    assert (stored.state, stored.shared_name, stored.shared_contact) == ("left", "", "")
    assert [Booking.objects.get(pk=one.pk).state for one in bookings] == ["cancelled", "confirmed"]
    assert reasons(lambda: remove(membership, by_id=BY, now=NOW)) == (Reason.NOT_A_MEMBER,)


def test_member_leaves_as_who_is_removed_and_can_apply_again(cohort: Cohort) -> None:
    membership = MembershipFactory(cohort=cohort, shared_name="Lan", shared_contact="090")
    person = membership.supporter
    booking = BookingFactory(meeting=MeetingFactory(workshop=True, cohort=cohort), supporter=person, role="learner")

    leave_cohort(membership, now=NOW)

    stored = Membership.objects.get(pk=membership.pk)
    assert (stored.state, stored.shared_name, stored.shared_contact) == ("left", "", "")
    assert Booking.objects.get(pk=booking.pk).state == "cancelled"
    assert AuditEntry.objects.get(verb="membership left").actor_id == person.user_id
    assert apply(cohort, person, declares_training=False, now=NOW).state == "applied"


@pytest.mark.parametrize("state", ["invited", "applied", "completed"])
def test_who_is_no_member_leaves_no_cohort(cohort: Cohort, state: str) -> None:
    membership = MembershipFactory(cohort=cohort, **{state: True})

    assert reasons(lambda: leave_cohort(membership, now=NOW)) == (Reason.NOT_A_MEMBER,)


def test_shared_contact_is_encrypted_and_can_be_taken_back(cohort: Cohort) -> None:
    membership = MembershipFactory(cohort=cohort)

    share(membership, name="Lan", contact="090-1111-2222")
    raw = Membership.objects.filter(pk=membership.pk).extra(select={"raw": "shared_contact"}).values("raw")
    assert "090-1111-2222" not in raw[0]["raw"]

    share(membership, name="", contact="")
    membership.refresh_from_db()
    assert (membership.shared_name, membership.shared_contact) == ("", "")


def test_cohort_is_set_up_and_changed_with_its_lectures_and_facilitators() -> None:
    course = make_course()
    first, second = (make_lecture(course, number).translation_key for number in (1, 2))
    facilitator: Supporter = SupporterFactory()
    next_one: Supporter = SupporterFactory()
    wanted = Cohort(
        name=Name.of("Group"),
        language="ja-hira",
        enrols_from=date(2026, 5, 1),
        enrols_until=date(2026, 5, 31),
        required_workshops=2,
    )
    assert not is_facilitator(facilitator)

    cohort = keep_cohort(wanted, facilitators=[facilitator], lectures=[first, second], by_id=BY, now=NOW)
    assert (is_facilitator(facilitator), is_facilitator(next_one)) == (True, False)
    cohort.name, cohort.language, cohort.required_workshops = Name.of("New"), "vi", 1
    keep_cohort(cohort, facilitators=[next_one], lectures=[second], by_id=BY, now=NOW)

    cohort.refresh_from_db()
    assert (str(cohort.name), cohort.language, cohort.required_workshops) == ("New", "vi", 1)
    assert list(cohort.lectures.values_list("pk", flat=True)) == [second]
    assert (is_facilitator(facilitator), is_facilitator(next_one)) == (False, True)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["cohort set up", "cohort changed"]
