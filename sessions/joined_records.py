"""What becomes of seats, cohorts and referrals when two records of one person are joined."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from network.membership.joining.actions import Rows, move, one_each
from network.models import Supporter

from .bookings.models import Booking, CalendarFeed
from .groups.enums import LIVE_MEMBERSHIP_STATES, MembershipState
from .groups.models import Membership
from .meetings.models import Meeting
from .referrals.enums import LIVE_OFFER_STATES
from .referrals.models import Offer


def rows() -> dict[str, Rows]:
    return {
        "consultations.Booking.supporter": move,
        "consultations.Membership.supporter": merge_memberships,
        "consultations.Offer.supporter": move,
        "consultations.Referral.raised_by": move,
        "consultations.Case.brought_by": move,
        "consultations.DeclaredConflict.supporter": one_each("consultee_id"),
        "consultations.CalendarFeed.supporter": keep_feed_of_the_login,
        "consultations.Meeting_facilitators.supporter": one_each("meeting_id"),
        "consultations.Cohort_facilitators.supporter": one_each("cohort_id"),
    }


# An ended one is behind them all.
FURTHEST = (MembershipState.INVITED, MembershipState.APPLIED, MembershipState.MEMBER, MembershipState.COMPLETED)


def merge_memberships(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    """Of one cohort that which has come further; of two that have ended, the later one."""

    def how_far(membership: Membership) -> tuple[int, datetime]:
        state = MembershipState(membership.state)
        return FURTHEST.index(state) if state in FURTHEST else -1, membership.since

    for membership in Membership.objects.filter(supporter=joining):
        other = Membership.objects.filter(supporter=staying, cohort=membership.cohort_id).first()
        if other is not None:
            behind, membership = sorted((other, membership), key=how_far)
            behind.delete()
        membership.supporter = staying
        membership.save(update_fields=["supporter"])


def keep_feed_of_the_login(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    """A calendar address ends with the login by which it was made."""
    feeds = CalendarFeed.objects.filter(supporter__in=[staying, joining]).select_related("supporter")
    for feed in feeds:
        feed.supporter = staying
        if feed.has_ended:
            feed.delete()
        else:
            feed.save(update_fields=["supporter"])


def obstacles(staying: Supporter, joining: Supporter) -> list[str]:
    meetings = Booking.objects.live().filter(supporter=staying).values("meeting")
    cohorts = Membership.objects.in_cohort().filter(supporter=staying).values("cohort")
    offers = Offer.objects.filter(state__in=sorted(LIVE_OFFER_STATES))
    referrals = offers.filter(supporter=staying).values("referral")
    found = {
        _("Both have a seat in the same session or workshop. One of the two is cancelled first."): (
            Booking.objects.live().filter(supporter=joining, meeting__in=meetings).exists()
        ),
        _("Both are in the same cohort. One of the two leaves it first."): (
            Membership.objects.in_cohort().filter(supporter=joining, cohort__in=cohorts).exists()
        ),
        _("Both are asked to go along for the same referral. One of the two says no first."): (
            offers.filter(supporter=joining, referral__in=referrals).exists()
        ),
        _(
            "One of the two facilitates a session or workshop in which the other has a seat, or waits for one. "
            "First somebody else facilitates it, or the seat is cancelled."
        ): _sits_with(staying, joining) or _sits_with(joining, staying),
        _(
            "One of the two facilitates a cohort in which the other learns, or wants to. "
            "First somebody else facilitates it, or the other one leaves it."
        ): _learns_with(staying, joining) or _learns_with(joining, staying),
    }
    return [sentence for sentence, stands_against in found.items() if stands_against]


def _sits_with(facilitator: Supporter, other: Supporter) -> bool:
    facilitated = Meeting.objects.facilitated_by(facilitator)
    return Booking.objects.live().filter(supporter=other, meeting__in=facilitated.values("pk")).exists()


def _learns_with(facilitator: Supporter, other: Supporter) -> bool:
    learning = Membership.objects.filter(supporter=other, state__in=sorted(LIVE_MEMBERSHIP_STATES))
    return learning.filter(cohort__facilitators=facilitator).exists()
