"""Closed lists about people meeting, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(TextChoices):
    CONSULTATION = "consultation", _("Consultation session")
    WORKSHOP = "workshop", _("Workshop")


class Mode(TextChoices):
    ONLINE = "online", _("Online")
    PLACE = "place", _("At a place")
    BOTH = "both", _("Online and at a place")


class Audience(TextChoices):
    """Who may take part in a consultation session (S2). A workshop is for its cohort."""

    EXPERIENCED = "experienced", _("People with confirmed experience")
    COHORT = "cohort", _("People in the training for supporters with foreign roots")
    BOTH = "both", _("Both")


class Role(TextChoices):
    """Helpers and learners have seats; who is invited to advise or interpret sits beside them."""

    HELPER = "helper", _("Helper")
    LEARNER = "learner", _("Learner")
    EXPERT = "expert", _("Expert")
    INTERPRETER = "interpreter", _("Interpreter")


SEATED_ROLES = frozenset({Role.HELPER, Role.LEARNER})
INVITED_ROLES = frozenset({Role.EXPERT, Role.INTERPRETER})


class BookingState(TextChoices):
    APPLIED = "applied", _("Applied")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("A seat is offered")
    LAPSED = "lapsed", _("The offer has lapsed")
    DECLINED = "declined", _("Not accepted this time")
    CANCELLED = "cancelled", _("Cancelled")
    ATTENDED = "attended", _("Took part")
    NO_SHOW = "no_show", _("Did not come")


# An attendance that was tapped wrongly is tapped again.
BOOKING_TRANSITIONS: dict[str, frozenset[str]] = {
    BookingState.APPLIED: frozenset(
        {BookingState.CONFIRMED, BookingState.WAITLISTED, BookingState.DECLINED, BookingState.CANCELLED}
    ),
    BookingState.WAITLISTED: frozenset(
        {BookingState.OFFERED, BookingState.CONFIRMED, BookingState.DECLINED, BookingState.CANCELLED}
    ),
    BookingState.OFFERED: frozenset({BookingState.CONFIRMED, BookingState.LAPSED, BookingState.CANCELLED}),
    BookingState.CONFIRMED: frozenset({BookingState.CANCELLED, BookingState.ATTENDED, BookingState.NO_SHOW}),
    BookingState.ATTENDED: frozenset({BookingState.CONFIRMED, BookingState.NO_SHOW}),
    BookingState.NO_SHOW: frozenset({BookingState.CONFIRMED, BookingState.ATTENDED}),
    BookingState.LAPSED: frozenset(),
    BookingState.DECLINED: frozenset(),
    BookingState.CANCELLED: frozenset(),
}
# These hold a seat, if their role has one.
SEATED_STATES = frozenset({BookingState.CONFIRMED, BookingState.OFFERED, BookingState.ATTENDED, BookingState.NO_SHOW})
LIVE_STATES = SEATED_STATES | {BookingState.APPLIED, BookingState.WAITLISTED}
# These have, or had, their place for certain.
TAKING_PART_STATES = frozenset({BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW})


class CaseOutcome(TextChoices):
    OPEN = "open", _("Not discussed yet")
    SOLVED = "solved", _("Solved in the session")
    FOLLOWED_UP = "followed_up", _("To be followed up")
    TO_ACCOMPANIMENT = "to_accompaniment", _("Handed on to accompaniment")
    TO_PARTNER = "to_partner", _("Handed on to a partner")


class Urgency(TextChoices):
    DAYS = "days", _("Within three days")
    FORTNIGHT = "fortnight", _("Within two weeks")
    NO_HURRY = "no_hurry", _("No hurry")


class OriginWish(TextChoices):
    """S5: the same origin can be wished for, and refused."""

    WANTED = "wanted", _("From this community, if possible")
    NOT_WANTED = "not_wanted", _("Not from this community")
    NO_MATTER = "no_matter", _("It does not matter")


class ReferralState(TextChoices):
    RAISED = "raised", _("Waits for the coordinator")
    SEARCHING = "searching", _("Supporters are being asked")
    MATCHED = "matched", _("Supporters are found")
    CLOSED = "closed", _("Closed")
    REVOKED = "revoked", _("Taken back")


REFERRAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ReferralState.RAISED: frozenset({ReferralState.SEARCHING, ReferralState.CLOSED, ReferralState.REVOKED}),
    ReferralState.SEARCHING: frozenset({ReferralState.MATCHED, ReferralState.CLOSED, ReferralState.REVOKED}),
    # Somebody who was found may have to give it back.
    ReferralState.MATCHED: frozenset({ReferralState.SEARCHING, ReferralState.CLOSED, ReferralState.REVOKED}),
    ReferralState.CLOSED: frozenset(),
    ReferralState.REVOKED: frozenset(),
}
OPEN_REFERRAL_STATES = frozenset({ReferralState.RAISED, ReferralState.SEARCHING, ReferralState.MATCHED})


class ReferralOutcome(TextChoices):
    """How a referral ended."""

    ACCOMPANIED = "accompanied", _("Accompanied")
    NOBODY_FOUND = "nobody_found", _("Nobody could be found")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")


class OfferState(TextChoices):
    """What became of asking one supporter."""

    OPEN = "open", _("Waits for an answer")
    WON = "won", _("Accepted")
    TAKEN = "taken", _("Somebody else was first")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE_OFFER_STATES = frozenset({OfferState.OPEN, OfferState.WON})


class MembershipState(TextChoices):
    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Applied")
    MEMBER = "member", _("Member")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Not accepted this time")
    WITHDRAWN = "withdrawn", _("Application taken back")
    LEFT = "left", pgettext_lazy("cohort", "Left")


MEMBERSHIP_TRANSITIONS: dict[str, frozenset[str]] = {
    # Who let an invitation lapse can apply.
    MembershipState.INVITED: frozenset({MembershipState.MEMBER, MembershipState.DECLINED, MembershipState.APPLIED}),
    MembershipState.APPLIED: frozenset({MembershipState.MEMBER, MembershipState.DECLINED, MembershipState.WITHDRAWN}),
    MembershipState.MEMBER: frozenset({MembershipState.COMPLETED, MembershipState.LEFT}),
    MembershipState.COMPLETED: frozenset(),
    MembershipState.DECLINED: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
    MembershipState.WITHDRAWN: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
    MembershipState.LEFT: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
}
IN_COHORT_STATES = frozenset({MembershipState.MEMBER, MembershipState.COMPLETED})
LIVE_MEMBERSHIP_STATES = IN_COHORT_STATES | {MembershipState.INVITED, MembershipState.APPLIED}


class NameOnCertificate(TextChoices):
    CHOSEN_NAME = "chosen_name", _("A name I choose")
    NETWORK_ID = "network_id", _("My network ID alone")
