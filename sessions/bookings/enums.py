"""In which role and state somebody takes part, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Helpers and learners have seats; guests, who advise or interpret, sit beside them."""

    HELPER = "helper", _("Helper")
    LEARNER = "learner", _("Learner")
    EXPERT = "expert", _("Expert")
    INTERPRETER = "interpreter", _("Interpreter")


SEATED_ROLES = frozenset({Role.HELPER, Role.LEARNER})
GUEST_ROLES = frozenset({Role.EXPERT, Role.INTERPRETER})


class BookingState(TextChoices):
    APPLIED = "applied", _("Applied")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    # A seat is kept for who waits, until they answer.
    INVITED = "offered", _("A seat is offered")
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
        {BookingState.INVITED, BookingState.CONFIRMED, BookingState.DECLINED, BookingState.CANCELLED}
    ),
    BookingState.INVITED: frozenset({BookingState.CONFIRMED, BookingState.LAPSED, BookingState.CANCELLED}),
    BookingState.CONFIRMED: frozenset({BookingState.CANCELLED, BookingState.ATTENDED, BookingState.NO_SHOW}),
    BookingState.ATTENDED: frozenset({BookingState.CONFIRMED, BookingState.NO_SHOW}),
    BookingState.NO_SHOW: frozenset({BookingState.CONFIRMED, BookingState.ATTENDED}),
    BookingState.LAPSED: frozenset(),
    BookingState.DECLINED: frozenset(),
    BookingState.CANCELLED: frozenset(),
}
# These hold a seat, if their role has one.
SEATED_STATES = frozenset({BookingState.CONFIRMED, BookingState.INVITED, BookingState.ATTENDED, BookingState.NO_SHOW})
LIVE_STATES = SEATED_STATES | {BookingState.APPLIED, BookingState.WAITLISTED}
# These have, or had, their place for certain.
TAKING_PART_STATES = frozenset({BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW})
