from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from network.importing.enums import ImportState
from network.membership.joining.actions import CannotJoinError, join_records, propose_joining
from network.membership.joining.facts import joining_of
from network.models import MemberImport, PayeeAccount, Supporter
from network.people.addresses.actions import ask_to_change_address
from sessions.models import Membership
from tests.claims.made import a_claim, a_code, a_joined_claim
from tests.factories import ProgrammeFactory, SupporterFactory, UserFactory
from tests.network.two_records import CONFIRMER, NOW, PROPOSER, account, join, listed, online, outcome
from tests.sessions.learning_together import a_cohort, a_member, a_workshop
from tests.sessions.made import BookingFactory, MeetingFactory, OfferFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def claim_for_one_visit(old: Supporter, new: Supporter) -> None:
    ProgrammeFactory()
    Supporter.objects.update(has_declared_experience=True)
    for one in (old, new):
        one.refresh_from_db()
    a_joined_claim(new, a_claim(old, a_code(old)))


def sit_in_one_meeting(old: Supporter, new: Supporter) -> None:
    meeting = MeetingFactory()
    for one in (old, new):
        BookingFactory(meeting=meeting, supporter=one, state="applied", seat=None)


def learn_in_one_cohort(old: Supporter, new: Supporter) -> None:
    cohort = a_cohort()
    for one in (old, new):
        a_member(cohort, supporter=one)


def be_asked_for_one_referral(old: Supporter, new: Supporter) -> None:
    referral = ReferralFactory()
    for one in (old, new):
        OfferFactory(referral=referral, supporter=one)


def facilitate_where_the_other_waits(old: Supporter, new: Supporter) -> None:
    meeting = MeetingFactory()
    meeting.facilitators.add(old)
    BookingFactory(meeting=meeting, supporter=new, state="waitlisted", seat=None)


def sit_where_the_other_facilitates(old: Supporter, new: Supporter) -> None:
    meeting = MeetingFactory()
    meeting.facilitators.add(new)
    BookingFactory(meeting=meeting, supporter=old, state="confirmed")


def facilitate_the_cohort_of_a_workshop(old: Supporter, new: Supporter) -> None:
    cohort = a_cohort()
    cohort.facilitators.add(old)
    BookingFactory(meeting=a_workshop(cohort, NOW), supporter=new, role="learner", state="attended")


def facilitate_where_the_other_learns(old: Supporter, new: Supporter) -> None:
    cohort = a_cohort()
    cohort.facilitators.add(old)
    a_member(cohort, supporter=new)


def be_invited_where_the_other_facilitates(old: Supporter, new: Supporter) -> None:
    cohort = a_cohort()
    cohort.facilitators.add(new)
    a_member(cohort, supporter=old, invited=True)


def have_two_accounts(old: Supporter, new: Supporter) -> None:
    account(old)
    account(new, "7654321")


def leave(old: Supporter, new: Supporter) -> None:
    Supporter.objects.filter(pk=new.pk).update(left_on=NOW.date())


def change_the_address(old: Supporter, new: Supporter) -> None:
    assert new.user is not None
    ask_to_change_address(new.user, "another@example.org", by_id=new.user.pk, now=NOW)


def import_members(old: Supporter, new: Supporter) -> None:
    MemberImport.objects.create(
        made_by_id=0, made_at=NOW, moved_at=NOW, file_name="a.csv", total=1, state=ImportState.RUNNING
    )


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (claim_for_one_visit, "Both have claimed for the same visit."),
        (sit_in_one_meeting, "Both have a seat in the same session or workshop."),
        (learn_in_one_cohort, "Both are in the same cohort."),
        (be_asked_for_one_referral, "Both are asked to go along for the same referral."),
        (facilitate_where_the_other_waits, "One of the two facilitates a session or workshop"),
        (sit_where_the_other_facilitates, "One of the two facilitates a session or workshop"),
        (facilitate_the_cohort_of_a_workshop, "One of the two facilitates a session or workshop"),
        (facilitate_where_the_other_learns, "One of the two facilitates a cohort"),
        (be_invited_where_the_other_facilitates, "One of the two facilitates a cohort"),
        (have_two_accounts, "Two confirmed payee accounts differ."),
        (leave, "One of the two has left the network, or the data are erased."),
        (change_the_address, "An e-mail address of one of the two is being changed"),
        (import_members, "Members are being imported"),
    ],
)
def test_what_stands_against_it_is_said_and_refused(
    happens: Callable[[Supporter, Supporter], None], said: str, in_english: None
) -> None:
    old, new = listed(), online()
    proposal = propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)

    happens(old, new)

    for one in (old, new):
        one.refresh_from_db()
    [sentence] = joining_of(old, new, by_id=CONFIRMER, now=NOW).obstacles
    assert sentence.startswith(said)
    with pytest.raises(CannotJoinError):
        join_records(proposal, outcome=outcome(old, new), by_id=CONFIRMER, now=NOW)
    with pytest.raises(CannotJoinError):
        propose_joining(old, new, reason="…", by_id=PROPOSER, now=NOW)
    assert Supporter.objects.filter(pk__in=[old.pk, new.pk]).count() == 2


def test_all_that_stands_against_it_is_said_at_once(in_english: None) -> None:
    old, new = listed(), online()
    have_two_accounts(old, new)
    sit_in_one_meeting(old, new)
    learn_in_one_cohort(old, new)

    assert len(joining_of(old, new, by_id=CONFIRMER, now=NOW).obstacles) == 3


def test_two_records_facilitate_together() -> None:
    old, new = listed(), online()
    meeting, cohort = MeetingFactory(), a_cohort()
    for facilitated in (meeting, cohort):
        facilitated.facilitators.add(old, new)

    join(old, new)

    assert [list(facilitated.facilitators.all()) for facilitated in (meeting, cohort)] == [[old], [old]]


def test_place_given_up_stands_against_no_joining() -> None:
    old, new = listed(), online()
    meeting, cohort = MeetingFactory(), a_cohort()
    for facilitated in (meeting, cohort):
        facilitated.facilitators.add(old)
    BookingFactory(meeting=meeting, supporter=new, state="cancelled", seat=None)
    a_member(cohort, supporter=new, state="left")

    assert joining_of(old, new, by_id=CONFIRMER, now=NOW).obstacles == ()


@pytest.mark.parametrize(
    ("of_the_old", "of_the_new", "stays"),
    [
        ("member", "declined", "member"),
        ("withdrawn", "member", "member"),
        ("left", "completed", "completed"),
        ("member", "invited", "member"),
        ("invited", "applied", "applied"),
        ("declined", "invited", "invited"),
        ("left", "declined", "declined"),
    ],
)
def test_of_two_ways_into_one_cohort_that_stays_which_has_come_further(
    of_the_old: str, of_the_new: str, stays: str
) -> None:
    old, new = listed(), online()
    cohort = a_cohort()
    for at, (one, state) in enumerate(((old, of_the_old), (new, of_the_new))):
        traits = {state: True} if state in ("invited", "applied", "completed") else {"state": state}
        a_member(cohort, supporter=one, since=NOW + timedelta(days=at), **traits)

    staying = join(old, new)

    assert list(Membership.objects.values_list("supporter", "state")) == [(staying.pk, stays)]


def test_two_colleagues_are_not_joined(in_english: None) -> None:
    old = listed(user=UserFactory(groups=["Desk"]))
    new = online(user=UserFactory(groups=["Editors"]))

    [sentence] = joining_of(old, new, by_id=CONFIRMER, now=NOW).obstacles
    assert sentence.startswith("Both logins belong to the office.")


def test_rows_of_every_room_come_along() -> None:
    ProgrammeFactory()
    old, new = listed(), online(experienced=True)
    claim = a_claim(new)
    booking = BookingFactory(supporter=new, state="applied", seat=None)
    membership = a_member(a_cohort(), supporter=new)
    offer = OfferFactory(referral=ReferralFactory(raised_by=new), supporter=new)
    meeting = MeetingFactory()
    meeting.facilitators.add(old, new)
    account(new)

    join(old, new)

    for row in (claim, booking, membership, offer):
        row.refresh_from_db()
        assert row.supporter == old
    offer.referral.refresh_from_db()
    assert offer.referral.raised_by == old
    assert list(meeting.facilitators.all()) == [old]
    assert PayeeAccount.objects.get().supporter == old


def test_alike_accounts_become_one() -> None:
    old, new = listed(), online()
    account(old)
    account(new)

    join(old, new)

    assert PayeeAccount.objects.get().supporter == old


def test_older_of_two_with_one_day_is_decided_too() -> None:
    first = SupporterFactory(registered_at=NOW)
    second = SupporterFactory(registered_at=NOW + timedelta(0))

    assert join(second, first) == first
