"""Who may come in."""

from __future__ import annotations

from network.people.facts import signed_in_supporter
from portal.doors import handed_over

OTHERWISE = "consultations/not_registered.html"

supporters_only = handed_over(signed_in_supporter, otherwise=OTHERWISE)
# Who has left asks for nothing new; what they asked for earlier stays open to them.
members_only = handed_over(signed_in_supporter, otherwise=OTHERWISE, has_left="consultations/referrals/has_left.html")
