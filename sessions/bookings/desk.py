"""Who takes part in a meeting: the coordinator confirms, puts on the waiting list, says no, cancels, invites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from network.people.facts import user_id
from portal.desks import for_who_may, pressed_by_who_may
from portal.refusals import RefusedError
from portal.steps import STAFF_STEP

from ..meetings.models import Meeting
from ..meetings.texts import called, period
from .actions import booking as actions
from .enums import SEATED_ROLES, BookingState, Role
from .facts import seat_counts
from .forms import BulkForm, GuestForm
from .models import Booking
from .texts import desk_sentences

LOOK, ACCEPT = "consultations.view_meeting", "consultations.plan_meeting"
PARTICIPANTS = "meetings:participants"
APPLIED, WAITLISTED, INVITED = BookingState.APPLIED, BookingState.WAITLISTED, BookingState.INVITED


@dataclass(frozen=True)
class Verb:
    """`asks_first`: it ends somebody's part, with a mail, and there is no way back."""

    label: str | Promise
    act: Callable[..., Booking]
    states: frozenset[BookingState]
    asks_first: bool = False


VERBS = {
    "confirm": Verb(gettext_lazy("Confirm"), actions.confirm, frozenset({APPLIED, WAITLISTED, INVITED})),
    "waitlist": Verb(gettext_lazy("Put on the waiting list"), actions.waitlist, frozenset({APPLIED})),
    "decline": Verb(gettext_lazy("Say no"), actions.decline, frozenset({APPLIED, WAITLISTED}), asks_first=True),
    "cancel": Verb(
        gettext_lazy("Cancel"), actions.cancel, frozenset({BookingState.CONFIRMED, INVITED}), asks_first=True
    ),
}
WHEN_IT_ENDS = gettext_lazy(
    "The person gets a mail that there is news. A seat that comes free is offered to the next person on the waiting "
    "list. This cannot be undone."
)
# What waits for the coordinator stands first.
STATE_ORDER = [APPLIED, BookingState.CONFIRMED, INVITED, WAITLISTED]


@permission_required(LOOK)
@require_safe
def participants(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, get_object_or_404(Meeting, pk=key))


def _page(request: HttpRequest, meeting: Meeting, **more: Any) -> HttpResponse:
    may_accept = request.user.has_perm(ACCEPT) and not meeting.is_cancelled and timezone.now() < meeting.ends_at
    bookings = sorted(meeting.bookings.select_related("supporter"), key=_place)
    counts = seat_counts([meeting])
    context = {
        "meeting": meeting,
        "may_accept": may_accept,
        "rows": [(booking, _verbs(booking) if may_accept else []) for booking in bookings],
        "seats": [(role.label, counts[meeting.pk, role]) for role in Role if role in SEATED_ROLES],
        "guest_form": GuestForm(),
        **more,
    }
    return render(request, "consultations/bookings/desk/participants.html", context)


def _place(booking: Booking) -> tuple[int, Any, int]:
    order = [*STATE_ORDER, *(state for state in BookingState if state not in STATE_ORDER)]
    return order.index(BookingState(booking.state)), booking.queued_at, booking.pk


def _verbs(booking: Booking) -> list[tuple[str, Verb]]:
    return [(f"meetings:participant_{name}", verb) for name, verb in VERBS.items() if booking.state in verb.states]


@for_who_may(ACCEPT)
def act(request: HttpRequest, key: UUID, pk: int, verb: str) -> HttpResponse:
    """A second press changes nothing: each verb fits some states alone."""
    booking = get_object_or_404(Booking.objects.with_people(), meeting=key, pk=pk)
    wanted = VERBS[verb]
    if request.method == "POST":
        refused = _refusal(wanted.act, booking, request)
        if refused:
            messages.error(request, f"{booking.supporter}: {refused}")
        else:
            booking.refresh_from_db()
            said = {"network_id": booking.supporter, "state": booking.get_state_display()}
            messages.success(request, _("%(network_id)s: %(state)s.") % said)
    elif wanted.asks_first:
        return render(request, STAFF_STEP, _asked(booking, wanted))
    return redirect(PARTICIPANTS, key)


def _asked(booking: Booking, verb: Verb) -> dict[str, Any]:
    meeting = booking.meeting
    part = f"{booking.get_role_display()}: {booking.get_state_display()}."
    return {
        "title": verb.label,
        "subtitle": booking.supporter,
        "icon": "comment",
        "words": [f"{called(meeting)}, {period(meeting)}. {part}", WHEN_IT_ENDS],
        "button": verb.label,
        "is_final": True,
        "back_url": reverse(PARTICIPANTS, args=[meeting.pk]),
    }


def _refusal(verb: Callable[..., Booking], booking: Booking, request: HttpRequest) -> str:
    """Why not; empty where it was done."""
    try:
        verb(booking, by_id=user_id(request), now=timezone.now())
    except RefusedError as error:
        return " ".join(desk_sentences(error.decision))
    return ""


@pressed_by_who_may(ACCEPT)
def confirm_many(request: HttpRequest, key: UUID) -> HttpResponse:
    """In the order of the list, with a line for each about what came of it."""
    meeting = get_object_or_404(Meeting, pk=key)
    form = BulkForm(request.POST, bookings=meeting.bookings.select_related("supporter"))
    report = []
    if form.is_valid():
        chosen = sorted(form.cleaned_data["bookings"], key=_place)
        report = [(booking.supporter, _refusal(actions.confirm, booking, request)) for booking in chosen]
    return _page(request, meeting, report=report, bulk_errors=form.errors.get("bookings", []))


@pressed_by_who_may(ACCEPT)
def add_guest(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting, form = get_object_or_404(Meeting, pk=key), GuestForm(request.POST)
    if form.is_valid():
        supporter, role = form.cleaned_data["network_id"], form.cleaned_data["role"]
        try:
            actions.add_guest(meeting, supporter, role, by_id=user_id(request), now=timezone.now())
        except RefusedError as error:
            form.add_error("network_id", " ".join(desk_sentences(error.decision)))
        else:
            said = {"network_id": supporter, "role": Role(role).label}
            messages.success(request, _("%(network_id)s is invited: %(role)s.") % said)
            return redirect(PARTICIPANTS, key)
    return _page(request, meeting, guest_form=form)
