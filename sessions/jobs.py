"""What falls due by the clock: invitations and offers lapse, reminders go out, texts go."""

from __future__ import annotations

from datetime import timedelta

from portal.tick import Job

from .bookings.actions.door import forget_joinings
from .bookings.actions.reminding import remind
from .bookings.actions.seats import lapse_invitations
from .bookings.calendars.actions import end_feeds_of_those_who_left
from .hour.actions import forget_case_texts
from .leaving import free_what_closed_logins_hold
from .progress.actions import complete_memberships
from .referrals.actions.answering import lapse_offers
from .referrals.actions.referring import forget_texts


def due_jobs() -> list[Job]:
    return [
        Job("consultations.lapse_seat_offers", timedelta(minutes=1), lapse_invitations),
        Job("consultations.lapse_offers", timedelta(minutes=1), lapse_offers),
        Job("consultations.free_what_closed_logins_hold", timedelta(minutes=1), free_what_closed_logins_hold),
        Job("consultations.remind", timedelta(minutes=1), remind),
        Job("consultations.forget_case_texts", timedelta(days=1), forget_case_texts),
        Job("consultations.forget_referral_texts", timedelta(days=1), forget_texts),
        Job("consultations.forget_joinings", timedelta(days=1), forget_joinings),
        Job("consultations.end_feeds_of_those_who_left", timedelta(days=1), end_feeds_of_those_who_left),
        Job("consultations.complete_memberships", timedelta(hours=1), complete_memberships),
    ]
