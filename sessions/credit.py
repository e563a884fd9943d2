"""Which seats and offers rest on experience or a qualification."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from network.people.facts import Resting, no_rows

from .bookings.enums import LIVE_STATES, TAKING_PART_STATES
from .meetings.enums import MeetingKind
from .referrals.enums import LIVE_OFFER_STATES


def rows() -> dict[str, Resting]:
    return {
        "consultations.Booking.supporter": seats_in_consultations,
        "consultations.Offer.supporter": offers,
        **dict.fromkeys(
            (
                *("consultations.Membership.supporter", "consultations.CalendarFeed.supporter"),
                *("consultations.Referral.raised_by", "consultations.Case.brought_by"),
                *("consultations.Meeting_facilitators.supporter", "consultations.Cohort_facilitators.supporter"),
                "consultations.DeclaredConflict.supporter",
            ),
            no_rows,
        ),
    }


def seats_in_consultations(since: datetime) -> Q:
    """S2, asked when somebody applies and when they are accepted. A workshop is for its cohort, whoever is in it."""
    held = sorted(LIVE_STATES | TAKING_PART_STATES)
    return Q(state__in=held, meeting__kind=MeetingKind.CONSULTATION, changed_at__gte=since)


def offers(since: datetime) -> Q:
    """C2, asked when somebody is asked to go along."""
    return Q(state__in=sorted(LIVE_OFFER_STATES)) & (Q(offered_at__gte=since) | Q(answered_at__gte=since))
