"""Sentences for the reason codes of cohorts: for the person with the way out, and for the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.refusals import Decision
from portal.texts import Refusal, contact, say

from .rules import Reason

ASK = _("Ask the office")
PERSON = {
    Reason.HAS_LEFT: (_("Your registration has ended."), _("The office can tell you how to come back.")),
    Reason.NOT_IN_TRAINING: (
        _("The learning groups are for people with foreign roots who want to join the training."),
        _("If that is you, tick the box and send it again."),
    ),
    Reason.COHORT_CLOSED: (
        _("This group is closed. Nobody can join it any more."),
        _("Look whether another group is open, or ask the office."),
    ),
    Reason.NOT_OPEN_YET: (_("You cannot apply for this group yet."), _("Come back on the first day.")),
    Reason.ENROLMENT_OVER: (
        _("The time to apply for this group is over."),
        _("Look whether another group is open, or ask the office."),
    ),
    Reason.ALREADY_MEMBER: (_("You are in this group already."), _("You find it under your groups.")),
    Reason.ALREADY_INVITED: (_("You are invited to this group."), _("Answer the invitation on this page.")),
    Reason.ALREADY_APPLIED: (_("You have applied already."), _("The office will write to you.")),
    Reason.NOT_INVITED: (
        _("This invitation does not stand any more."),
        _("Look whether another group is open, or ask the office."),
    ),
    Reason.NO_APPLICATION: (_("There is no application any more."), _("You find your groups on this page.")),
    Reason.NOT_A_MEMBER: (
        _("You are not in this group, or you have completed the training."),
        _("You find your groups on this page."),
    ),
    Reason.INVITATION_EXPIRED: (
        _("This invitation has expired. It was valid for 14 days."),
        _("Ask the office for a new one."),
    ),
}
# Whoever reads these has nothing to mend on the page itself.
WITH_CONTACT = {
    *(Reason.HAS_LEFT, Reason.COHORT_CLOSED, Reason.ENROLMENT_OVER),
    *(Reason.NOT_INVITED, Reason.INVITATION_EXPIRED),
}

DESK = {
    Reason.HAS_LEFT: _("This person has left the network."),
    Reason.LOGIN_CLOSED: _("The login of this person is closed, so nothing reaches them. Ask an administrator."),
    Reason.NOT_IN_TRAINING: _("This person has not asked for the training. They can apply for the cohort themselves."),
    Reason.COHORT_CLOSED: _("This cohort is closed."),
    Reason.ALREADY_MEMBER: _("This person is a member already."),
    Reason.ALREADY_INVITED: _("This person is invited already."),
    Reason.ALREADY_APPLIED: _("This person has applied. Accept the application below."),
    Reason.NO_APPLICATION: _("There is no application any more. Look at the list again."),
    Reason.NOT_A_MEMBER: _("This person is no member any more, or has completed the training."),
}


def refusals(decision: Decision) -> list[Refusal]:
    """For the person whom it is about."""
    return [_refusal(reason) for reason in decision.reasons]


def _refusal(reason: Reason) -> Refusal:
    matter, way_out = PERSON[reason]
    if reason in WITH_CONTACT:
        return Refusal(matter, way_out, contact(), ASK)
    return Refusal(matter, way_out)


def sentences(decision: Decision) -> list[str]:
    """For coordinators and facilitators."""
    return say(decision.reasons, DESK)
