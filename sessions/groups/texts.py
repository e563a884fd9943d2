"""Sentences for the reason codes of cohorts: for the person with the way out, and for the office."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.refusals import Decision
from portal.texts import Refusal, Saying, contact, explain, sentences_of

from .rules import Reason

ANOTHER_GROUP = _("Look whether another group is open, or ask the office.")


def _ask(matter: Promise, way_out: Promise) -> Saying:
    """There is nothing to mend on the page itself."""
    return Saying(matter, way_out=way_out, url=contact, action=_("Ask the office"))


PERSON = {
    Reason.HAS_LEFT: _ask(_("Your registration has ended."), _("The office can tell you how to come back.")),
    Reason.NOT_IN_TRAINING: Saying(
        _("The learning groups are for people with foreign roots who want to join the training."),
        way_out=_("If that is you, tick the box and send it again."),
    ),
    Reason.COHORT_CLOSED: _ask(_("This group is closed. Nobody can join it any more."), ANOTHER_GROUP),
    Reason.NOT_OPEN_YET: Saying(_("You cannot apply for this group yet."), way_out=_("Come back on the first day.")),
    Reason.ENROLMENT_OVER: _ask(_("The time to apply for this group is over."), ANOTHER_GROUP),
    Reason.ALREADY_MEMBER: Saying(_("You are in this group already."), way_out=_("You find it under your groups.")),
    Reason.ALREADY_INVITED: Saying(
        _("You are invited to this group."), way_out=_("Answer the invitation on this page.")
    ),
    Reason.ALREADY_APPLIED: Saying(_("You have applied already."), way_out=_("The office will write to you.")),
    Reason.NOT_INVITED: _ask(_("This invitation does not stand any more."), ANOTHER_GROUP),
    Reason.NO_APPLICATION: Saying(
        _("There is no application any more."), way_out=_("You find your groups on this page.")
    ),
    Reason.NOT_A_MEMBER: Saying(
        _("You are not in this group, or you have completed the training."),
        way_out=_("You find your groups on this page."),
    ),
    Reason.INVITATION_EXPIRED: _ask(
        _("This invitation has expired. It was valid for 14 days."), _("Ask the office for a new one.")
    ),
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
# For coordinators and facilitators.
sentences = sentences_of(DESK)


def refusals(decision: Decision) -> list[Refusal]:
    """For the person whom it is about."""
    return explain(decision.reasons, PERSON)
