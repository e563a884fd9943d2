"""Two ways out of the same thing at the same moment: neither waits for the other for ever."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from network.membership.actions import leave
from network.people.enums import ErrandField, ErrandKind, Prefecture
from sessions.bookings.enums import BookingState, Role
from sessions.groups.actions import apply, remove
from sessions.groups.enums import MembershipState
from sessions.hour.actions import withdraw_case
from sessions.models import Booking, Case, Membership, Referral
from sessions.referrals.actions.referring import raise_referral
from sessions.referrals.enums import OriginWish, Urgency
from tests.databases import Copy
from tests.sessions.made import BookingFactory, CaseFactory, MeetingFactory, MembershipFactory
from tests.sessions.racing import open_meeting
from tests.sessions.referrals.test_answering_races import together

pytestmark = pytest.mark.race

ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))
WORKSHOPS = 5


def booked_for_workshops() -> Membership:
    membership: Membership = MembershipFactory()
    starts = timezone.now() + timedelta(days=14)
    for number in range(1, WORKSHOPS + 1):
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        workshop = MeetingFactory(workshop=True, cohort=membership.cohort, number=number, **times)
        BookingFactory(meeting=workshop, supporter=membership.supporter, role=Role.LEARNER)
    return membership


def test_who_leaves_the_network_and_is_removed_from_the_cohort_is_out_of_both(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        membership, now = booked_for_workshops(), timezone.now()
        person = membership.supporter

        together([partial(remove, membership, by_id=None, now=now), partial(leave, person, by_id=None, now=now)])

        membership.refresh_from_db()
        person.refresh_from_db()
        states = set(Booking.objects.filter(supporter=person).values_list("state", flat=True))
        assert (membership.state, person.has_left, states) == (
            MembershipState.LEFT,
            True,
            {BookingState.CANCELLED},
        )


def test_who_leaves_while_applying_anew_has_left(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        today = timezone.now().date()
        membership = MembershipFactory(
            state=MembershipState.LEFT,
            supporter__wants_foreign_origin_training=False,
            cohort__enrols_from=today - timedelta(days=2),
            cohort__enrols_until=today + timedelta(days=2),
        )
        cohort, person, now = membership.cohort, membership.supporter, timezone.now()

        applying = partial(apply, cohort, person, declares_training=True, now=now)
        together([applying, partial(leave, person, by_id=None, now=now)])

        person.refresh_from_db()
        assert person.has_left


def test_case_is_withdrawn_or_handed_on_and_never_half_of_both(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        case, now = CaseFactory(meeting=open_meeting(1)), timezone.now()
        wanted = Referral(
            case=case,
            need="An interpreter.",
            errand=ErrandKind.CONSULTATION,
            field=ErrandField.LABOUR,
            languages=["vi"],
            prefecture=Prefecture.TOKYO,
            urgency=Urgency.FORTNIGHT,
            origin_wish=OriginWish.NO_MATTER,
            consented_on=now.date(),
        )

        def hand_on(wanted: Referral = wanted) -> None:
            with suppress(Case.DoesNotExist):
                raise_referral(wanted, by_id=None, now=timezone.now())

        together([partial(withdraw_case, case, by_id=None, now=now), hand_on])

        assert Case.objects.filter(pk=case.pk).exists() == Referral.objects.filter(case=case.pk).exists()
