"""The facilitator's friendly word by mail: that something waits, and not what (D4)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.letters import calling_to_my_page
from portal.mail import Letter, OutboxMail

from ..groups.enums import MembershipState
from ..groups.models import Membership


def nudge(mail: OutboxMail) -> Letter | None:
    """Nothing for who has left the cohort or the network in between, or has come to the end."""
    membership = Membership.objects.filter(
        pk=mail.reference, supporter__user=mail.recipient, supporter__left_on=None, state=MembershipState.MEMBER
    )
    if not membership.exists():
        return None
    text = _(
        "Hello,\n\nThere is a next step waiting for you on your page. Take your time. If anything is difficult, "
        "just ask.\n%(address)s\n"
    )
    return calling_to_my_page(_("A next step is waiting for you"), text)
