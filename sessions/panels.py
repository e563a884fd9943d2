"""On the staff's home page: the next session and its seats, referrals that wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .planning.desk.lists import NextMeetingPanel
from .referrals.desk.lists import ReferralsPanel
from .referrals.desk.steps import COORDINATE


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("consultations.view_meeting"):
        panels.append(NextMeetingPanel())
    if request.user.has_perm(COORDINATE):
        panels.append(ReferralsPanel())
