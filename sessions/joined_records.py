"""What becomes of seats, cohorts and referrals when two records of one person are joined."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from network.actions.joined_rows import Rows, move, one_each
from network.models import Supporter

from .enums import LIVE_OFFER_STATES
from .models import Booking, CalendarFeed, Membership, Offer


def rows() -> dict[str, Rows]:
    return {
        "consultations.Booking.supporter": move,
        "consultations.Membership.supporter": move,
        "consultations.Offer.supporter": move,
        "consultations.Referral.raised_by": move,
        "consultations.Case.brought_by": move,
        "consultations.DeclaredConflict.supporter": one_each("consultee_id"),
        "consultations.CalendarFeed.supporter": keep_feed_of_the_login,
        "consultations.Meeting_facilitators.supporter": one_each("meeting_id"),
        "consultations.Cohort_facilitators.supporter": one_each("cohort_id"),
    }


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
    cohorts = Membership.objects.filter(supporter=staying).values("cohort")
    offers = Offer.objects.filter(state__in=sorted(LIVE_OFFER_STATES))
    referrals = offers.filter(supporter=staying).values("referral")
    found = {
        _("Both have a seat in the same session or workshop. One of the two is cancelled first."): (
            Booking.objects.live().filter(supporter=joining, meeting__in=meetings)
        ),
        _("Both are, or were, in the same cohort. One record can't hold both places."): (
            Membership.objects.filter(supporter=joining, cohort__in=cohorts)
        ),
        _("Both are asked to go along for the same referral. One of the two says no first."): (
            offers.filter(supporter=joining, referral__in=referrals)
        ),
    }
    return [sentence for sentence, rows in found.items() if rows.exists()]
