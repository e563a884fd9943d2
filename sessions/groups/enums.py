"""How somebody stands in a cohort, or on the way into one, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MembershipState(TextChoices):
    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Applied")
    MEMBER = "member", _("Member")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Not accepted this time")
    WITHDRAWN = "withdrawn", _("Application taken back")
    LEFT = "left", pgettext_lazy("cohort", "Left")


MEMBERSHIP_TRANSITIONS: dict[str, frozenset[str]] = {
    # Who let an invitation lapse can apply.
    MembershipState.INVITED: frozenset({MembershipState.MEMBER, MembershipState.DECLINED, MembershipState.APPLIED}),
    MembershipState.APPLIED: frozenset({MembershipState.MEMBER, MembershipState.DECLINED, MembershipState.WITHDRAWN}),
    MembershipState.MEMBER: frozenset({MembershipState.COMPLETED, MembershipState.LEFT}),
    MembershipState.COMPLETED: frozenset(),
    MembershipState.DECLINED: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
    MembershipState.WITHDRAWN: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
    MembershipState.LEFT: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
}
IN_COHORT_STATES = frozenset({MembershipState.MEMBER, MembershipState.COMPLETED})
LIVE_MEMBERSHIP_STATES = IN_COHORT_STATES | {MembershipState.INVITED, MembershipState.APPLIED}
