"""People meeting, for tests: a session in June 2026 whose sign-up is open all of May."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from network.consultees.actions import issue_consultee_code
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.dates import TOKYO
from portal.names import Name
from sessions.bookings.enums import BookingState, Role
from sessions.groups.enums import MembershipState
from sessions.meetings.enums import MeetingKind, Mode
from sessions.models import Booking, Case, Cohort, Meeting, Membership, Offer, Referral
from sessions.referrals.enums import OfferState, OriginWish, ReferralState, Urgency
from tests.factories import SupporterFactory

SIGN_UP_OPENS = datetime(2026, 5, 1, 9, tzinfo=TOKYO)
DURING_SIGN_UP = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
SIGN_UP_CLOSES = datetime(2026, 6, 1, 0, tzinfo=TOKYO)
STARTS = datetime(2026, 6, 7, 14, tzinfo=TOKYO)
ENDS = datetime(2026, 6, 7, 16, tzinfo=TOKYO)


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    name = factory.Sequence(lambda number: Name.of(f"Cohort {number}"))
    language = "ja-hira"
    enrols_from = date(2026, 4, 1)
    enrols_until = date(2026, 5, 31)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        invited = factory.Trait(state=MembershipState.INVITED, invited_until=datetime(2026, 5, 20, 12, tzinfo=TOKYO))
        applied = factory.Trait(state=MembershipState.APPLIED)
        completed = factory.Trait(state=MembershipState.COMPLETED, completed_on=date(2026, 8, 1))

    cohort = factory.SubFactory(CohortFactory)
    supporter = factory.SubFactory(SupporterFactory, wants_foreign_origin_training=True)
    state = MembershipState.MEMBER
    since = datetime(2026, 4, 10, 12, tzinfo=TOKYO)


class MeetingFactory(DjangoModelFactory):
    """A consultation; `workshop=True` makes one of a cohort."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    class Params:
        workshop = factory.Trait(kind=MeetingKind.WORKSHOP, cohort=factory.SubFactory(CohortFactory))

    kind = MeetingKind.CONSULTATION
    fiscal_year = 2026
    number = factory.Sequence(lambda number: number + 1)
    starts_at = STARTS
    ends_at = ENDS
    mode = Mode.ONLINE
    languages = [SpokenLanguage.JAPANESE, SpokenLanguage.VIETNAMESE]
    helper_seats = 10
    learner_seats = 5
    sign_up_opens_at = SIGN_UP_OPENS
    sign_up_closes_at = SIGN_UP_CLOSES

    @factory.post_generation
    def facilitators(self, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        self.facilitators.set(extracted or [])


class BookingFactory(DjangoModelFactory):
    """A confirmed helper in the next seat; give `state` and `seat` for others."""

    class Meta:
        model = Booking

    class Params:
        waitlisted = factory.Trait(state=BookingState.WAITLISTED, seat=None)
        invited = factory.Trait(state=BookingState.INVITED, invited_until=datetime(2026, 5, 17, 12, tzinfo=TOKYO))

    meeting = factory.SubFactory(MeetingFactory)
    supporter = factory.SubFactory(SupporterFactory, experienced=True)
    role = Role.HELPER
    state = BookingState.CONFIRMED
    seat = factory.LazyAttribute(lambda booking: booking.meeting.bookings.filter(role=booking.role).count() + 1)
    queued_at = DURING_SIGN_UP
    changed_at = DURING_SIGN_UP


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    meeting = factory.SubFactory(MeetingFactory)
    brought_by = factory.SubFactory(SupporterFactory, experienced=True)
    consultee_code = factory.LazyAttribute(lambda case: issue_consultee_code(case.brought_by, DURING_SIGN_UP))
    field = ErrandField.LABOUR
    language = SpokenLanguage.VIETNAMESE
    text = "Wages have not been paid for two months."
    brought_at = DURING_SIGN_UP


class ReferralFactory(DjangoModelFactory):
    """Agreed to, and looking for one supporter."""

    class Meta:
        model = Referral

    reference = factory.Sequence(lambda number: f"R{number:05}")
    consultee_code = factory.LazyFunction(lambda: issue_consultee_code(SupporterFactory(), DURING_SIGN_UP))
    need = "An interpreter at the labour office."
    errand = ErrandKind.CONSULTATION
    field = ErrandField.LABOUR
    languages = [SpokenLanguage.VIETNAMESE]
    prefecture = Prefecture.TOKYO
    urgency = Urgency.FORTNIGHT
    origin_wish = OriginWish.NO_MATTER
    consented_on = date(2026, 5, 14)
    state = ReferralState.SEARCHING
    raised_at = DURING_SIGN_UP


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer

    class Params:
        won = factory.Trait(state=OfferState.WON, place=1, answered_at=DURING_SIGN_UP)

    referral = factory.SubFactory(ReferralFactory)
    supporter = factory.SubFactory(SupporterFactory, experienced=True)
    state = OfferState.OPEN
    offered_at = DURING_SIGN_UP
    open_until = datetime(2026, 5, 17, 12, tzinfo=TOKYO)
