"""What falls due by the clock: offers lapse, reminders go out, texts go."""

from __future__ import annotations

from datetime import timedelta

from portal.tick import Job

from .actions.agenda import forget_case_texts
from .actions.answering import lapse_offers
from .actions.calendars import end_feeds_of_those_who_left
from .actions.certifying import complete_memberships
from .actions.closed_logins import free_what_closed_logins_hold
from .actions.joining import forget_joinings
from .actions.referring import forget_texts
from .actions.reminding import remind
from .actions.waiting_list import lapse_seat_offers


def due_jobs() -> list[Job]:
    return [
        Job("consultations.lapse_seat_offers", timedelta(minutes=1), lapse_seat_offers),
        Job("consultations.lapse_offers", timedelta(minutes=1), lapse_offers),
        Job("consultations.free_what_closed_logins_hold", timedelta(minutes=1), free_what_closed_logins_hold),
        Job("consultations.remind", timedelta(minutes=1), remind),
        Job("consultations.forget_case_texts", timedelta(days=1), forget_case_texts),
        Job("consultations.forget_referral_texts", timedelta(days=1), forget_texts),
        Job("consultations.forget_joinings", timedelta(days=1), forget_joinings),
        Job("consultations.end_feeds_of_those_who_left", timedelta(days=1), end_feeds_of_those_who_left),
        Job("consultations.complete_memberships", timedelta(hours=1), complete_memberships),
    ]
