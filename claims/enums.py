from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClaimState(TextChoices):
    FILED = "filed", _("Filed")
    RETURNED = "returned", _("Returned for correction")
    # C7: both were returned, this one is corrected, and the other one has to meet it.
    WAITING = "waiting", _("Waits for the other claim")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The one list of moves: rules ask it, and no action goes another way.
TRANSITIONS: dict[str, frozenset[ClaimState]] = {
    ClaimState.FILED: frozenset(
        {
            ClaimState.RETURNED,
            ClaimState.APPROVED,
            ClaimState.REJECTED,
            ClaimState.WITHDRAWN,
        }
    ),
    ClaimState.RETURNED: frozenset(
        {
            ClaimState.FILED,
            ClaimState.WAITING,
            ClaimState.REJECTED,
            ClaimState.WITHDRAWN,
        }
    ),
    ClaimState.WAITING: frozenset(
        {
            ClaimState.FILED,
            ClaimState.RETURNED,
            ClaimState.REJECTED,
            ClaimState.WITHDRAWN,
        }
    ),
    # Rejected only where another supporter has said "not with me" since.
    ClaimState.APPROVED: frozenset({ClaimState.REJECTED, ClaimState.WITHDRAWN}),
    ClaimState.REJECTED: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
}

# A live claim holds its place in the visit (C7), and the visit its slot with the
# consultee (C6).
LIVE_STATES = frozenset({ClaimState.FILED, ClaimState.RETURNED, ClaimState.WAITING, ClaimState.APPROVED})
FINAL_STATES = frozenset({ClaimState.REJECTED, ClaimState.WITHDRAWN})
# Somebody owes an answer: the office, or who has to correct it.
UNDECIDED_STATES = LIVE_STATES - {ClaimState.APPROVED}


class DecisionVerb(TextChoices):
    """What happened to a claim, as its history tells it."""

    FILED = "filed", _("Filed")
    RESENT = "resent", _("Corrected and sent again")
    RETURNED = "returned", _("Returned for correction")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    JOINED = "joined", _("Another supporter has claimed for this visit")
    RELEASED = "released", _("No longer waits for the other claim")
    DISPUTED = "disputed", _("Told the office: not with me")
    LOOKED_AT = "looked_at", _("The office has looked into “not with me”")
    PARTED = "parted", _("The other supporter no longer claims for this visit")
    UPHELD = "upheld", _("Looked into, and left as it is")


class Obstacle(TextChoices):
    """What got in the way, for the proposals to government (P4)."""

    NO_INTERPRETER = "no_interpreter", _("No interpreter was offered")
    REFUSED_AT_COUNTER = "refused_at_counter", _("Turned away at the counter")
    DISCRIMINATION = "discrimination", _("Discrimination")
    LONG_WAIT = "long_wait", _("A very long wait")
    FEE_TOO_HIGH = "fee_too_high", _("The fee was too high")
    HARD_DOCUMENTS = "hard_documents", _("Documents that could not be understood")
    SHORT_DEADLINE = "short_deadline", _("Too little time to respond")
    NO_INSURANCE = "no_insurance", _("No health insurance")
    SENT_ELSEWHERE = "sent_elsewhere", _("Sent from one office to another")
    OTHER = "other", _("Something else")


class RejectionReason(TextChoices):
    NOT_ACCOMPANIED = "not_accompanied", _("Nobody was accompanied in person")
    NOT_CONFIRMED = "not_confirmed", _("The visit could not be confirmed")
    EXPERIENCE_NOT_CONFIRMED = (
        "experience_not_confirmed",
        _("The declared experience could not be confirmed"),
    )
    CLAIMED_TWICE = "claimed_twice", _("The same visit was already claimed")
    OUTSIDE_TERMS = "outside_terms", _("The visit does not meet the programme's terms")
    NO_ANSWER = "no_answer", _("The claim was returned and not corrected")


class ReturnReason(TextChoices):
    DATE_UNCLEAR = "date_unclear", _("The date of the visit needs checking")
    TIMES_UNCLEAR = "times_unclear", _("The start or end time needs checking")
    ERRAND_UNCLEAR = "errand_unclear", _("The place or the matter needs checking")
    CODE_UNCLEAR = "code_unclear", _("The consultee code needs checking")
    SECOND_SUPPORTER_UNCLEAR = (
        "second_supporter_unclear",
        _("The details differ from those of the other supporter"),
    )
