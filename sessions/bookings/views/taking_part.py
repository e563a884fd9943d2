"""Where supporters see the meetings they may take part in, apply, accept an invitation to a seat, and cancel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.models import Supporter
from portal.forms import IdempotentForm
from portal.steps import take

from ...meetings.enums import MeetingKind
from ...meetings.models import Meeting
from .. import facts
from ..actions import booking as actions
from ..actions.booking import accept
from ..doors import own_booking, supporters_only
from ..enums import LIVE_STATES, TAKING_PART_STATES, BookingState
from ..forms import ApplyForm
from ..models import Booking
from ..rules import taking_part as rules
from ..rules.taking_part import Reason
from ..texts import refusals

PER_PAGE, PAST_SHOWN = 20, 10


@dataclass(frozen=True)
class Choice:
    """A meeting to choose; `decision` says why it can't be chosen."""

    meeting: Meeting
    decision: rules.Decision
    has_a_seat: bool

    @property
    def opens_later(self) -> bool:
        return self.decision.reasons == (Reason.SIGN_UP_NOT_OPEN,)


@require_safe
@supporters_only
def meetings(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    now = timezone.now()
    to_choose_from = facts.meetings_to_choose_from(supporter, now)
    page = Paginator(to_choose_from, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = _choices(supporter, list(page.object_list), now)  # type: ignore[assignment]  # for the list
    own = Booking.objects.with_people().filter(supporter=supporter)
    context = {
        "page_obj": page,
        "coming": own.live().filter(meeting__ends_at__gt=now).order_by("meeting__starts_at", "pk"),
        "past": own.taking_part().filter(meeting__ends_at__lte=now).order_by("-meeting__starts_at", "pk")[:PAST_SHOWN],
    }
    return render(request, "consultations/bookings/meetings.html", context)


def _choices(supporter: Supporter, listed: list[Meeting], now: datetime) -> list[Choice]:
    """Two queries, however many."""
    person, counts = facts.person_facts(supporter), facts.seat_counts(listed)
    found = []
    for meeting in listed:
        applying = rules.ApplyingFacts(person, meeting)
        roles = rules.possible_roles(applying, now)
        has_a_seat = any(counts[meeting.pk, role].has_a_seat for role in roles)
        found.append(Choice(meeting, rules.judge_taking_part(applying, now), has_a_seat))
    return found


@supporters_only
def meeting(request: HttpRequest, supporter: Supporter, key: UUID) -> HttpResponse:
    found, now = facts.seen_meeting(supporter, key), timezone.now()
    if found is None:
        raise Http404
    # Not asked for what is sent: the action asks anew, on locked rows.
    applying = cache(lambda: facts.applying_facts(supporter, found))
    if request.method == "POST":
        # Every role that there is: only the action judges.
        form = ApplyForm(request.POST, roles=rules.roles_in(found))
    else:
        form = ApplyForm(roles=rules.possible_roles(applying(), now))
    step = take(
        request,
        form,
        lambda now: actions.apply(supporter, found, form.cleaned_data["role"], now=now),
        lambda booking: reverse("consultations:booked", args=[booking.uid]),
    )
    if step.done:
        return step.done
    decision = step.refused or rules.judge_taking_part(applying(), now)
    own = found.bookings.with_people().filter(supporter=supporter)
    booking = own.order_by("-queued_at", "-pk").first()
    if Reason.ALREADY_BOOKED in decision.reasons and request.method == "POST":
        # From a second tab: what there is to say, the page says.
        return redirect("consultations:meeting", key)
    context = {"form": form, "refusals": refusals(decision, found), **_described(found, booking, now)}
    return render(request, "consultations/bookings/meeting.html", context)


def _described(meeting: Meeting, booking: Booking | None, now: datetime) -> dict[str, Any]:
    """What is shown of a meeting and the own part in it."""
    is_over = now >= meeting.ends_at
    is_booked = booking is not None and booking.state in LIVE_STATES
    shown: dict[str, Any] = {"meeting": meeting, "booking": booking, "is_over": is_over, "is_booked": is_booked}
    if booking is None:
        counts = facts.seat_counts([meeting])
        return {**shown, "is_full": not any(counts[meeting.pk, role].has_a_seat for role in rules.ROLES)}
    state, is_consultation = booking.state, meeting.kind == MeetingKind.CONSULTATION
    return {
        **shown,
        "place_in_line": facts.place_in_line(booking) if state == BookingState.WAITLISTED else None,
        "can_bring_a_case": is_consultation and state == BookingState.CONFIRMED and now < meeting.starts_at,
        "has_own_cases": is_consultation and state in TAKING_PART_STATES,
        "can_cancel": rules.judge_cancelling(meeting, state, now).is_allowed,
    }


@require_safe
@supporters_only
def booked(request: HttpRequest, supporter: Supporter, uid: UUID) -> HttpResponse:
    booking = own_booking(supporter, uid)
    if booking.state not in (BookingState.APPLIED, BookingState.WAITLISTED, BookingState.CONFIRMED):
        # An application sent again, after it had been cancelled or answered, leads here too.
        return redirect("consultations:meeting", booking.meeting_id)
    return render(request, "consultations/bookings/booked.html", _described(booking.meeting, booking, timezone.now()))


@supporters_only
def invitation(request: HttpRequest, supporter: Supporter, uid: UUID) -> HttpResponse:
    """Looking accepts nothing: a mail scanner follows links too."""
    booking, now = own_booking(supporter, uid), timezone.now()
    form = IdempotentForm(request.POST or None)
    booked_url = reverse("consultations:booked", args=[uid])
    step = take(request, form, lambda now: accept(booking, now=now), booked_url)
    if step.done:
        return step.done
    meeting = booking.meeting
    decision = step.refused or rules.judge_accepting(meeting, booking.state, booking.invited_until, now)
    if Reason.WRONG_STATE in decision.reasons:
        return redirect("consultations:meeting", booking.meeting_id)
    context = {"booking": booking, "meeting": meeting, "form": form}
    context |= {"refusals": refusals(decision, meeting), "again": _again(booking, decision, now)}
    return render(request, "consultations/bookings/invitation.html", context)


def _again(booking: Booking, decision: rules.Decision, now: datetime) -> ApplyForm | None:
    """The way back into the line for who came too late, where there is one."""
    if Reason.INVITATION_LAPSED not in decision.reasons:
        return None
    known = facts.applying_facts(booking.supporter, booking.meeting)
    is_booked_anew = known.has_live_booking and booking.state != BookingState.INVITED
    applying = replace(known, has_live_booking=is_booked_anew, let_an_invitation_lapse=True)
    possible = rules.judge_applying(applying, booking.role, now).is_allowed
    return ApplyForm(roles=[booking.role]) if possible else None


@supporters_only
def cancel(request: HttpRequest, supporter: Supporter, uid: UUID) -> HttpResponse:
    booking, now = own_booking(supporter, uid), timezone.now()
    form = IdempotentForm(request.POST or None)
    meeting_url = reverse("consultations:meeting", args=[booking.meeting_id])
    step = take(request, form, lambda now: actions.cancel(booking, by_id=supporter.user_id, now=now), meeting_url)
    if step.done:
        return step.done
    decision = step.refused or rules.judge_cancelling(booking.meeting, booking.state, now)
    if booking.state == BookingState.CANCELLED:
        return redirect("consultations:meeting", booking.meeting_id)
    context = {"booking": booking, "form": form, "refusals": refusals(decision, booking.meeting)}
    return render(request, "consultations/bookings/cancel.html", context)
