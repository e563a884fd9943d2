from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.forms import IdempotentForm

from ..bookings.facts import workshops_of
from ..groups.models import Cohort, Membership
from ..progress.facts import known_lectures, last_certificates, progress_of, required_lectures

register = template.Library()
register.simple_tag(last_certificates, name="certificates_of")


@register.simple_tag
def learning_in(cohort: Cohort) -> dict[str, Any]:
    """Of people only their network IDs, and how far they are. Who has left the network is not among them."""
    known = Membership.objects.filter(cohort=cohort, supporter__left_on=None).select_related("cohort", "supporter")
    memberships = list(known.order_by("state", "since"))
    progress = progress_of(memberships, now=timezone.now())
    titles = {entry.key: entry.title for entry in known_lectures()}
    return {
        "members": [
            {"membership": one, "progress": progress[one.pk], "form": IdempotentForm(auto_id=f"member-{one.pk}-%s")}
            for one in memberships
        ],
        "lectures": [
            titles.get(key, _("A lecture without a page")) for key in required_lectures([cohort.pk])[cohort.pk]
        ],
        "workshops": workshops_of([cohort.pk], [])[cohort.pk],
    }
