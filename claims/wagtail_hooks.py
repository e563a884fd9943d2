from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.dashboard import Card, Step
from portal.letters import news
from portal.mail import LetterKind

from . import credit, demo, joined_records, journey, personal_data, starting
from .actions import MAIL_KIND
from .desk import ClaimsWaitingPanel, ClaimViewSet, DeskPolicy
from .models import Claim

# Before anything asks Wagtail for the policy, which would then make one of its own.
register_permission_policy(Claim, DeskPolicy(Claim))


@hooks.register("register_admin_viewset")
def desk() -> ClaimViewSet:
    return ClaimViewSet("claims_desk")


@hooks.register("construct_homepage_panels")
def claims_waiting(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("claims.view_claim"):
        panels.append(ClaimsWaitingPanel())


@hooks.register("portal_journey_steps")
def steps(request: HttpRequest) -> list[Step]:
    return journey.steps(request)


@hooks.register("portal_dashboard_cards")
def cards(request: HttpRequest) -> list[Card]:
    return journey.cards(request)


@hooks.register("portal_letters")
def letters() -> dict[str, LetterKind]:
    return {MAIL_KIND: LetterKind(_("News of a claim"), news)}


hooks.register("network_belongings", journey.rows)
hooks.register("portal_personal_data", personal_data.sections, order=60)
hooks.register("network_joined_rows", joined_records.rows)
hooks.register("network_joining_obstacles", joined_records.obstacles)
hooks.register("network_rests_on_credit", credit.rows)
hooks.register("network_payment_is_owed", personal_data.payment_is_owed)
hooks.register("consultations_after_accompaniment", starting.way_to_claim)


# Last of all rooms: it needs supporters, programmes and qualifications.
@hooks.register("portal_load_demo", order=60)
def load_demo(progress: Callable[[str], None], now: datetime) -> None:
    demo.load(progress, now)
