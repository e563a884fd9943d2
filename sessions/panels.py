"""On the staff's home page: the next session and its seats, referrals that wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .panels_meetings import NextMeetingPanel
from .panels_referrals import ReferralsPanel
from .views.referral_desk import COORDINATE


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("consultations.view_meeting"):
        panels.append(NextMeetingPanel())
    if request.user.has_perm(COORDINATE):
        panels.append(ReferralsPanel())
