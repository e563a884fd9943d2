from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.desks import LookOnlyPolicy
from portal.mail import LetterBuilder

from . import dashboard, emails
from .demo.load import load_people
from .models import Supporter
from .viewsets.programmes import programmes
from .viewsets.supporters import supporters

register_permission_policy(Supporter, LookOnlyPolicy(Supporter))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [supporters, programmes]


@hooks.register("portal_letters")
def letters() -> dict[str, LetterBuilder]:
    return {
        "network.registered": emails.registered,
        "network.already_registered": emails.already_registered,
    }


hooks.register("portal_journey_steps", dashboard.journey_steps)
hooks.register("portal_dashboard_cards", dashboard.cards)
hooks.register("portal_load_demo", load_people, order=5)
