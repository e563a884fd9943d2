"""Sentences for the reason codes of taking part: what is the matter, the clause in plain words, and the way out."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.refusals import Decision
from portal.templatetags.portal_tags import moment
from portal.texts import HOW_IT_WORKS, Refusal, Saying, contact, explain, page, sentences_of

from ..meetings.models import Meeting
from .rules.taking_part import Reason


def refusals(decision: Decision, meeting: Meeting) -> list[Refusal]:
    # A sign-up until midnight is said to last until 23:59, like everywhere (P6).
    last = min(meeting.sign_up_closes_at, meeting.starts_at) - timedelta(minutes=1)
    figures = {"opens": moment(meeting.sign_up_opens_at), "closes": moment(last)}
    return explain(decision.reasons, SAYINGS, **figures)


LOOK_AT_OTHERS = _("Look at the other sessions.")
WHO = "sessions-who"
WHO_MAY = _(
    "To take part you need confirmed experience, or you are in the training for supporters with foreign roots "
    "or applying for it."
)
EACH_SESSION = _("Each session says for whom it is.")
SIGN_UP_TIME = _("Signing up is possible only in the time that is told for it.")


def _look(
    matter: str | Promise, way_out: str | Promise = LOOK_AT_OTHERS, *, rule: str | Promise = "", anchor: str = ""
) -> Saying:
    """The way out begins at the list of sessions."""
    return Saying(matter, rule, anchor, way_out, lambda: reverse("consultations:meetings"), _("Your sessions"))


SAYINGS = {
    Reason.NOT_REGISTERED: Saying(
        _("You are not registered with the network."),
        WHO_MAY,
        "registration",
        _("Register first. It takes a few minutes."),
        lambda: page(HOW_IT_WORKS),
        _("How to register"),
    ),
    Reason.HAS_LEFT: Saying(
        _("Your registration has ended."),
        WHO_MAY,
        WHO,
        _("The office can tell you how to come back."),
        contact,
        _("Ask the office"),
    ),
    Reason.CANCELLED: _look(_("This meeting is cancelled.")),
    Reason.OVER: _look(_("This meeting is over.")),
    Reason.SIGN_UP_NOT_OPEN: _look(
        _("Sign-up has not begun yet. It begins on %(opens)s."), _("Come back then."), rule=SIGN_UP_TIME
    ),
    Reason.SIGN_UP_CLOSED: _look(_("Sign-up is over. It was possible until %(closes)s."), rule=SIGN_UP_TIME),
    Reason.NOT_IN_COHORT: Saying(
        _("You are not in the group of this workshop."),
        _("A workshop is for the members of its group."),
        "",
        _("Read how the training works, and apply for it."),
        lambda: page("foreign-roots/"),
        _("About the training"),
    ),
    Reason.EXPERIENCE_UNCONFIRMED: Saying(
        _("You told us of your experience. The office has not confirmed it yet."),
        WHO_MAY,
        WHO,
        _("The office confirms it when it handles your papers."),
        lambda: reverse("network:papers"),
        _("Your papers"),
    ),
    Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING: Saying(
        _(
            "You have not told us that you have experience, and you are not in the training for supporters with "
            "foreign roots."
        ),
        WHO_MAY,
        WHO,
        _("If you have experience, or want to join the training, say so in your data."),
        lambda: reverse("network:edit", args=["wish"]),
        _("Your data"),
    ),
    Reason.EXPERIENCED_ONLY: _look(
        _("This session is for people with confirmed experience."), rule=EACH_SESSION, anchor=WHO
    ),
    Reason.TRAINING_ONLY: _look(
        _("This session is for people in the training for supporters with foreign roots."),
        rule=EACH_SESSION,
        anchor=WHO,
    ),
    Reason.HELPER_NEEDS_EXPERIENCE: _look(
        _("You cannot be a helper yet."),
        _("In sessions with seats for learners you can take part to learn."),
        rule=_("Helpers need experience that the office has confirmed."),
        anchor=WHO,
    ),
    Reason.NO_SUCH_SEATS: _look(_("There are no seats for the role you chose."), rule=EACH_SESSION),
    Reason.ALREADY_BOOKED: _look(_("You have already signed up for this."), _("Look at it again.")),
    Reason.INVITATION_LAPSED: _look(
        _("The seat was kept for you, and this time is over. It goes to the next person on the waiting list."),
        _("If you still want to come, you can wait for the next seat."),
    ),
    Reason.WRONG_STATE: _look(_("This has changed meanwhile, so it is no longer possible."), _("Look at it again.")),
}

AT_THE_DESK = {
    Reason.HAS_LEFT: _("This person has left the network."),
    Reason.LOGIN_CLOSED: _("The login of this person is closed, so nothing reaches them. Ask an administrator."),
    Reason.CANCELLED: _("This meeting is cancelled."),
    Reason.OVER: _("This meeting is over."),
    Reason.ALREADY_BOOKED: _("This person has already signed up."),
    Reason.NO_SEAT_FREE: _("No seat of this role is free. Put the person on the waiting list, or add seats."),
    Reason.SEAT_IS_FREE: _("A seat is free. Confirm the person, or say no."),
    Reason.WRONG_STATE: _("This has changed meanwhile, so it is no longer possible."),
}
# For who decides, rather than for who is decided on.
desk_sentences = sentences_of(AT_THE_DESK)
