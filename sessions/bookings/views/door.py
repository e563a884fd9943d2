"""The portal's own door to a meeting. Only a POST leads out, to the stored link; no page ever shows that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from portal.refusals import RefusedError
from portal.templatetags.portal_tags import moment
from portal.texts import say

from ...meetings.models import Meeting
from ..actions.door import join, join_as_facilitator
from ..doors import own_booking, supporters_only
from ..facts import facts_of_booking, facts_of_facilitator
from ..rules.door import JoiningFacts, JoiningReason, judge_joining

SAYINGS = {
    JoiningReason.HAS_LEFT: _("You have left the network."),
    JoiningReason.CANCELLED: _("This session does not take place."),
    JoiningReason.NOT_CONFIRMED: _("You have no confirmed place in this session."),
    JoiningReason.NOT_ONLINE: _("This session has no online room: people meet at a place."),
    JoiningReason.NO_LINK_YET: _("The online room is not set up yet. Please look again later."),
    JoiningReason.TOO_EARLY: _("The online room opens 15 minutes before the start: %(opens)s."),
    JoiningReason.OVER: _("This session is over."),
}

# Chromium asks `form-action` also about where the answer to a form redirects, so 'self' alone would stop people at
# the door. Naming the room's host would tell it to those who may see this page but not yet the room; so it is any
# https, on this page alone, whose forms hold nothing but a CSRF token.
leads_out = csp_update({"form-action": ["https:"]})


@leads_out
@supporters_only
def own_door(request: HttpRequest, supporter: Supporter, uid: UUID) -> HttpResponse:
    booking = own_booking(supporter, uid)
    return _at_the_door(request, booking.meeting, facts_of_booking(booking), partial(join, booking))


@leads_out
@supporters_only
def facilitators_door(request: HttpRequest, supporter: Supporter, key: UUID) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.facilitated_by(supporter), pk=key)
    facts, go = facts_of_facilitator(meeting, supporter), partial(join_as_facilitator, meeting, supporter)
    return _at_the_door(request, meeting, facts, go)


def _at_the_door(request: HttpRequest, meeting: Meeting, facts: JoiningFacts, go: Callable[..., str]) -> HttpResponse:
    """No key of idempotency: coming back is one more passage, and the link must not lie among stored results."""
    now = timezone.now()
    decision = judge_joining(facts, now)
    if request.method == "POST":
        try:
            headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
            return HttpResponseRedirect(go(now=now), headers=headers)
        except RefusedError as error:
            decision = error.decision
    context = {
        "meeting": meeting,
        "place": meeting.place if decision.may_know_the_place else "",
        "decision": decision,
        "refusals": say(decision.reasons, SAYINGS, opens=moment(decision.opens_at)),
        "may_open_later": not set(decision.reasons) - {JoiningReason.NO_LINK_YET, JoiningReason.TOO_EARLY},
    }
    return render(request, "consultations/bookings/join_page.html", context)
