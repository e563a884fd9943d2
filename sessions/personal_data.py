"""What this room holds about a supporter. Never the code of a consultee: that is theirs (D2)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from portal.personal_data import Entry, Section

from .bookings.models import Booking, CalendarFeed, Joining
from .groups.models import Membership
from .hour.models import Case
from .progress.models import Certificate
from .referrals.models import Offer, Referral

FOR_THE_FIGURES = _("It stays under the network ID alone, without your name, for the figures of the sessions.")
CHECKED = _("It stays so that its code can be checked, under the network ID alone; the name on it is erased.")


def sections(supporter: Supporter) -> Iterator[Section]:
    bookings = Booking.objects.filter(supporter=supporter).select_related("meeting").order_by("queued_at", "pk")
    joinings = Joining.objects.filter(booking__supporter=supporter).select_related("booking__meeting")
    feeds = CalendarFeed.objects.filter(supporter=supporter)
    cases = Case.objects.filter(brought_by=supporter).select_related("meeting").in_order()
    raised = Referral.objects.filter(raised_by=supporter).order_by("raised_at", "pk")
    offers = Offer.objects.filter(supporter=supporter).select_related("referral").order_by("offered_at", "pk")
    memberships = Membership.objects.filter(supporter=supporter).select_related("cohort").order_by("since", "pk")
    made = Certificate.objects.filter(membership__supporter=supporter).select_related("membership__cohort")
    yield Section("meetings", _("Sessions and workshops"), [_booking(one) for one in bookings], stays=FOR_THE_FIGURES)
    yield Section("joinings", _("When you joined online"), [_joining(one) for one in joinings])
    yield Section("calendar", _("Calendar address"), [[Entry("made_at", _("Since"), one.made_at)] for one in feeds])
    yield Section("cases", _("Cases you brought"), [_case(one) for one in cases], stays=FOR_THE_FIGURES)
    yield Section("referrals", _("Referrals you asked for"), [_referral(one) for one in raised], stays=FOR_THE_FIGURES)
    yield Section("offers", _("Referrals you were asked about"), [_offer(one) for one in offers], stays=FOR_THE_FIGURES)
    yield Section("memberships", _("Cohorts"), [_membership(one) for one in memberships], stays=FOR_THE_FIGURES)
    yield Section("certificates", _("Certificates"), [_certificate(one) for one in made.order_by("pk")], stays=CHECKED)


def _booking(one: Booking) -> list[Entry]:
    return [
        Entry("meeting", _("Number"), str(one.meeting)),
        Entry("kind", _("Kind"), one.meeting.get_kind_display()),
        Entry("starts_at", _("Start"), one.meeting.starts_at),
        Entry("role", _("Role"), one.get_role_display()),
        Entry("state", _("State"), one.get_state_display()),
        Entry("applied_at", _("Applied"), one.queued_at),
    ]


def _joining(one: Joining) -> list[Entry]:
    return [Entry("meeting", _("Number"), str(one.booking.meeting)), Entry("at", _("When"), one.at)]


def _case(one: Case) -> list[Entry]:
    """Not its text, which tells of somebody else, for those named on it alone (D1)."""
    return [
        Entry("meeting", _("Number"), str(one.meeting)),
        Entry("matter", _("Matter"), one.get_field_display()),
        Entry("language", _("Language"), one.get_language_display()),
        Entry("outcome", _("Outcome"), one.get_outcome_display()),
    ]


def _referral(one: Referral) -> list[Entry]:
    """Not what it says of the person's need and roots: that is theirs, and for those named on it (D1)."""
    return [
        Entry("reference", _("Reference number"), str(one)),
        Entry("raised_at", _("When"), one.raised_at),
        Entry("state", _("State"), one.get_state_display()),
    ]


def _offer(one: Offer) -> list[Entry]:
    return [
        Entry("reference", _("Reference number"), str(one.referral)),
        Entry("asked_at", _("When"), one.offered_at),
        Entry("answer", _("State"), one.get_state_display()),
        Entry("answered_at", _("Answered"), one.answered_at),
        Entry("accompanied_on", _("Accompanied on"), one.accompanied_on),
    ]


def _membership(one: Membership) -> list[Entry]:
    return [
        Entry("cohort", _("Cohort"), str(one.cohort)),
        Entry("state", _("State"), one.get_state_display()),
        Entry("since", _("Since"), one.since),
        Entry("shared_name", _("Name for the others"), one.shared_name),
        Entry("shared_contact", _("Contact for the facilitators"), one.shared_contact),
        Entry("reminded_at", _("Last reminded"), one.nudged_at),
        Entry("completed_on", _("Completed on"), one.completed_on),
    ]


def _certificate(one: Certificate) -> list[Entry]:
    return [
        Entry("cohort", _("Cohort"), str(one.membership.cohort)),
        Entry("name", _("Name on it"), one.name),
        Entry("issued_on", _("Issued on"), one.issued_on),
        Entry("revoked_on", _("Revoked on"), one.revoked_on),
    ]
