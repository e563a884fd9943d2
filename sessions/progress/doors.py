"""Who may come in."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from network.models import Supporter
from portal.doors import View

from ..bookings.doors import supporters_only
from ..groups.enums import MembershipState
from ..groups.models import Membership


def cohort_members_only(view: View) -> View:
    """Who has left the cohort, or the network, reads so where they come back by an old link; for all others there is no
    such cohort."""

    @wraps(view)
    def only(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
        known = Membership.objects.ever_in_cohort().select_related("cohort", "supporter")
        membership = get_object_or_404(known, supporter=supporter, cohort=pk)
        if membership.state == MembershipState.LEFT or supporter.has_left:
            return render(request, "consultations/progress/left.html", {"membership": membership}, status=403)
        return view(request, membership)

    return supporters_only(only)
