"""One session the owner takes part in, one where a seat is offered; cohorts; referrals asked for, offered and won."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from network.models import Supporter
from sessions.bookings.calendars.actions import make_feed
from sessions.bookings.desk import VERBS
from sessions.models import Certificate, Membership
from tests.sessions.made import (
    BookingFactory,
    CaseFactory,
    MeetingFactory,
    MembershipFactory,
    OfferFactory,
    ReferralFactory,
)


def things(owner: Supporter, facilitator: Supporter) -> dict[str, str]:
    return {**_sessions(owner, facilitator), **_referrals(owner), **_cohorts(owner, facilitator)}


def _sessions(owner: Supporter, facilitator: Supporter) -> dict[str, str]:
    meeting = MeetingFactory(facilitators=[facilitator])
    booking = BookingFactory(meeting=meeting, supporter=owner)
    case = CaseFactory(meeting=meeting, brought_by=owner)
    invited_to_seat = BookingFactory(meeting=MeetingFactory(), supporter=owner, invited=True)
    cases = ("case", "withdraw_case", "refer_case", "keep_refer_case")
    return {
        "consultations:key": str(meeting.pk),
        "consultations:uid": str(booking.uid),
        "consultations:offer:uid": str(invited_to_seat.uid),
        **{f"consultations:{way}:pk": str(case.pk) for way in cases},
        "consultations:tap_attendance!": f"tap={booking.uid}:attended",
        "consultations:tap_outcome!": f"tap={case.pk}:open",
        "calendar_feed:token": make_feed(owner, now=timezone.now()),
        "meetings:key": str(meeting.pk),
        "meetings:pk": str(meeting.pk),
        "meetings:fiscal_year": "2026",
        **{f"meetings:participant_{verb}:pk": str(booking.pk) for verb in VERBS},
    }


def _referrals(owner: Supporter) -> dict[str, str]:
    offer = OfferFactory(supporter=owner)
    won = OfferFactory(supporter=owner, won=True)
    asked = ReferralFactory(raised_by=owner)
    return {
        "consultations:reference": str(asked.reference),
        **{f"consultations:help_{way}:pk": str(offer.pk) for way in ("offer", "accept", "decline")},
        **{f"consultations:help_{way}:pk": str(won.pk) for way in ("card", "give_back")},
        "consultations:accompanied:pk": str(won.pk),
        "claims:start_from:reference": str(won.referral.reference),
        "referrals:pk": str(asked.pk),
    }


def _cohorts(owner: Supporter, facilitator: Supporter) -> dict[str, str]:
    member = MembershipFactory(completed=True, supporter=owner)
    member.cohort.facilitators.add(facilitator)
    invited = MembershipFactory(invited=True, supporter=owner)
    code = "7K3M-920A"
    return {
        "consultations:pk": str(member.cohort_id),
        "consultations:member": str(member.pk),
        **{f"consultations:cohort_{way}:pk": str(invited.cohort_id) for way in ("accept", "decline")},
        "consultations:code": code,
        "certificate:code": code,
        "cohorts:pk": str(member.cohort_id),
        **{f"cohorts:{verb}:pk": str(member.pk) for verb in ("accept", "decline", "remove")},
        **{f"cohorts:{verb}_certificate:pk": str(_certificate(member).pk) for verb in ("revoke", "give_back")},
    }


def _certificate(member: Membership) -> Certificate:
    return Certificate.objects.get_or_create(membership=member, digest="0", issued_on=date(2026, 8, 2))[0]
