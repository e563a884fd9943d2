"""A cohort on its facilitator's phone: who is where, who needs a word, and one press that sends a friendly reminder."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from network.people.facts import user_id
from portal import audit
from portal.forms import IdempotentForm
from portal.steps import take

from ...bookings.doors import led_by
from ...bookings.facts import workshops_of
from ...groups.models import Cohort, Membership
from ...groups.rules import Reason
from ..actions import nudge
from ..facts import MemberEntry, known_lectures, members_of

RUN = "consultations.run_cohort"


@require_safe
@login_required
def members(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(led_by(request, Cohort.objects, RUN), pk=pk)
    entries = members_of(cohort, timezone.now())
    if any(entry.membership.shared_contact for entry in entries):
        audit.record("contacts seen", on=cohort, ref=str(cohort.pk), now=timezone.now(), actor_id=user_id(request))
    workshops = workshops_of([pk], [])[pk]
    titles = {str(entry.key): entry.title for entry in known_lectures()} | {
        str(one.key): str(one.title) or _("Workshop %(number)s") % {"number": one.number} for one in workshops
    }
    context = {
        "cohort": cohort,
        "members": [_shown(entry, titles) for entry in entries],
        "workshops": workshops,
        "can_be_nudged": sum(entry.nudging.is_allowed for entry in entries),
        "form": IdempotentForm(auto_id="all-%s"),
    }
    return render(request, "consultations/progress/members.html", context)


def _shown(entry: MemberEntry, titles: dict[str, str]) -> dict[str, Any]:
    """Why somebody needs a word, each reason with what it is about."""
    return {
        "entry": entry,
        "reasons": [(lag, [titles[key] for key in keys if key in titles]) for lag, keys in entry.progress.lags.items()],
        "was_reminded_lately": Reason.REMINDED_LATELY in entry.nudging.reasons,
        "has_no_login": Reason.NO_LOGIN in entry.nudging.reasons,
        "form": IdempotentForm(auto_id=f"member-{entry.membership.pk}-%s"),
    }


@require_POST
def reminding(request: HttpRequest, pk: int, member: int | None = None) -> HttpResponse:
    """To all who lag, or to one of them."""
    address = reverse("consultations:facilitated_cohort", args=[pk])
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    cohort = get_object_or_404(led_by(request, Cohort.objects, RUN), pk=pk)
    if member is not None and not Membership.objects.filter(cohort=cohort, pk=member).exists():
        raise Http404
    form = IdempotentForm(request.POST)
    return take(request, form, lambda now: _remind(request, cohort, member, now), address).done or redirect(address)


def _remind(request: HttpRequest, cohort: Cohort, member: int | None, now: datetime) -> None:
    chosen = [entry for entry in members_of(cohort, now) if member in (None, entry.membership.pk)]
    count = len(nudge(chosen, by_id=user_id(request), now=now))
    if count:
        said = ngettext("%(count)d person gets a friendly mail.", "%(count)d people get a friendly mail.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nobody was written to. Nobody is reminded twice within seven days."))
