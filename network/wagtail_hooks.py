from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.desks import LookOnlyPolicy
from portal.letters import news
from portal.mail import LetterKind, OutboxMail

from . import urls
from .demo.load import load_people
from .importing.desk.lists import MemberImportViewSet
from .jobs import due_jobs
from .membership import personal_data
from .membership.desk.lists import SupporterViewSet
from .membership.desk.panel import add_joining_panel
from .papers.actions import NEWS_MAIL, RENEWAL_MAIL
from .papers.desk.lists import PapersViewSet, TermViewSet
from .papers.desk.panel import add_papers_panel
from .papers.models import Papers
from .people import emails
from .people.actions.account_mails import (
    ACCOUNT_NEWS,
    CONFIRM_ADDRESS,
    DATA_ERASED,
    LOGIN_CLOSED,
    PROOF_CODE,
    RESET_PASSWORD,
    SIGN_IN_CODE,
)
from .people.addresses.actions import ADDRESS_LEFT, NEW_ADDRESS
from .people.addresses.desk.lists import AddressViewSet
from .people.addresses.desk.panel import add_addresses_panel
from .people.addresses.facts import is_mail_held
from .people.addresses.models import AddressChange
from .people.mails.desk.lists import MailViewSet
from .people.mails.desk.panel import add_mails_panel
from .people.models import Supporter
from .people.office import needed
from .people.signing_in import proving
from .printing.desk import AgreementTextViewSet
from .programme.desk import ProgrammeViewSet
from .registering import journey
from .registering.actions import ALREADY_REGISTERED, REGISTERED

register_permission_policy(Supporter, LookOnlyPolicy(Supporter))
register_permission_policy(Papers, LookOnlyPolicy(Papers))
register_permission_policy(AddressChange, LookOnlyPolicy(AddressChange))
register_permission_policy(OutboxMail, LookOnlyPolicy(OutboxMail))


@hooks.register("register_admin_viewset")
def desks() -> list[object]:
    return [
        SupporterViewSet("supporters", steps=urls.of_supporters),
        PapersViewSet("papers", steps=urls.of_papers),
        MailViewSet("mails", steps=urls.of_mails),
        AddressViewSet("addresses", steps=urls.of_addresses),
        MemberImportViewSet("member_import", steps=urls.of_imports),
        TermViewSet("terms"),
        ProgrammeViewSet("programmes"),
        AgreementTextViewSet("agreement_texts"),
    ]


@hooks.register("portal_letters")
def letters() -> dict[str, LetterKind]:
    return {
        REGISTERED: LetterKind(_("Network ID after registering"), emails.registered),
        ALREADY_REGISTERED: LetterKind(_("Somebody registered with a known address"), emails.already_registered),
        SIGN_IN_CODE: LetterKind(_("Sign-in code"), emails.sign_in_code),
        PROOF_CODE: LetterKind(_("Code that shows who is signed in"), emails.proof_code),
        RESET_PASSWORD: LetterKind(_("Link to a new password"), emails.reset_password),
        CONFIRM_ADDRESS: LetterKind(_("Link that confirms an address"), emails.confirm_address),
        NEW_ADDRESS: LetterKind(_("Link to a new mailbox"), emails.new_address),
        ADDRESS_LEFT: LetterKind(_("News of an account to its old mailbox"), emails.address_left),
        ACCOUNT_NEWS: LetterKind(_("News of an account"), emails.account_news),
        DATA_ERASED: LetterKind(_("Data are erased"), emails.data_erased),
        LOGIN_CLOSED: LetterKind(_("A second login is closed"), emails.login_closed),
        RENEWAL_MAIL: LetterKind(_("Papers of the next term are to be asked for"), emails.renewal),
        NEWS_MAIL: LetterKind(_("News of papers"), news),
    }


hooks.register("construct_homepage_panels", add_papers_panel)
hooks.register("construct_homepage_panels", add_mails_panel)
hooks.register("construct_homepage_panels", add_addresses_panel)
hooks.register("construct_homepage_panels", add_joining_panel)
hooks.register("portal_kept_for", needed.kept_for)
hooks.register("portal_needed_by", needed.needed_by)
hooks.register("before_delete_user", needed.login_is_deleted)
hooks.register("before_bulk_action", needed.many_are_deleted)
hooks.register("portal_due_jobs", due_jobs)
hooks.register("portal_mail_is_held", is_mail_held)
hooks.register("portal_way_to_prove", proving.way_to_prove)
hooks.register("portal_journey_steps", journey.journey_steps)
hooks.register("portal_dashboard_cards", journey.cards)
hooks.register("portal_personal_data", personal_data.sections, order=10)
hooks.register("portal_load_demo", load_people, order=5)
