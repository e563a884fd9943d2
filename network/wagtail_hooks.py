from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.desks import LookOnlyPolicy
from portal.letters import news
from portal.mail import LetterBuilder

from . import dashboard, emails, personal_data
from .actions.papers import NEWS_MAIL, RENEWAL_MAIL
from .demo.load import load_people
from .jobs import due_jobs
from .models import Papers, Supporter
from .panels import add_papers_panel
from .viewsets.importing import member_import
from .viewsets.papers import papers
from .viewsets.printing import agreement_texts
from .viewsets.programmes import programmes
from .viewsets.supporters import supporters
from .viewsets.terms import terms

register_permission_policy(Supporter, LookOnlyPolicy(Supporter))
register_permission_policy(Papers, LookOnlyPolicy(Papers))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [supporters, papers, member_import, terms, programmes, agreement_texts]


@hooks.register("portal_letters")
def letters() -> dict[str, LetterBuilder]:
    return {
        "network.registered": emails.registered,
        "network.already_registered": emails.already_registered,
        RENEWAL_MAIL: news,
        NEWS_MAIL: news,
    }


hooks.register("construct_homepage_panels", add_papers_panel)
hooks.register("portal_due_jobs", due_jobs)
hooks.register("portal_journey_steps", dashboard.journey_steps)
hooks.register("portal_dashboard_cards", dashboard.cards)
hooks.register("portal_personal_data", personal_data.sections, order=10)
hooks.register("portal_load_demo", load_people, order=5)
