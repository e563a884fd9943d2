from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages import language_name
from portal.personal_data import Entry, Section, Value

from ..papers.models import Papers
from ..payees.facts import AccountView, views_of
from ..payees.forms import SEEN_FOR
from ..payees.models import PayeeAccount
from ..payees.rules.accounts import SeenFor
from ..people.addresses.enums import AddressChangeState
from ..people.addresses.models import AddressChange
from ..people.addresses.rules import state_at
from ..people.enums import Community, ErrandKind
from ..people.models import Consent, LanguageSpoken, Supporter

# Named here, in the order in which they are shown.
TOLD = (
    *("name", "name_kana", "organisation", "prefecture", "telephone", "postal_code", "postal_address"),
    *("has_declared_experience", "experience_account", "experience_confirmed_on", "registered_at", "left_on"),
)
AS_WORDS = {"prefecture": "get_prefecture_display"}


def sections(supporter: Supporter) -> list[Section]:
    return [
        Section("registration", _("Registration"), [_registration(supporter)]),
        Section(
            "address_changes",
            _("Changes of your e-mail address"),
            _address_changes(supporter),
            only_in_the_file=True,
        ),
        Section("languages", _("Languages you speak"), [_language(one) for one in supporter.languages_spoken.all()]),
        Section("consents", _("What you agreed to"), [_consent(one) for one in supporter.consents.all()]),
        Section(
            "papers",
            _("Papers"),
            [_papers(one) for one in supporter.papers.select_related("term")],
            stays=_("Agreements are kept for ten years, under the network ID alone."),
        ),
        Section("account", _("Payee account"), _account(supporter)),
        Section("account_views", _("Who has seen your account"), [_view(one) for one in views_of(supporter)]),
    ]


def _registration(supporter: Supporter) -> list[Entry]:
    email = supporter.user.email if supporter.user else ""
    return [
        Entry("network_id", _("Network ID"), str(supporter)),
        Entry("email", _("E-mail"), email),
        Entry("language", _("Language you prefer to read"), language_name(supporter.language)),
        *(_told(supporter, name) for name in TOLD),
        Entry("wants", _("What you want"), [str(want.label) for want in supporter.wants]),
        Entry("errands", _("Where can you go along?"), [str(ErrandKind(value).label) for value in supporter.errands]),
        Entry(
            "communities",
            _("Communities you belong to"),
            [str(Community(value).label) for value in supporter.communities or []],
        ),
    ]


def _address_changes(supporter: Supporter) -> list[list[Entry]]:
    """The last days' only: after a week they are forgotten."""
    now = timezone.now()
    changes = AddressChange.objects.filter(user=supporter.user_id).order_by("pk") if supporter.user_id else ()
    return [
        [
            Entry("asked_at", _("When"), change.asked_at),
            Entry("old_address", _("From"), change.old_address),
            Entry("new_address", _("To"), change.new_address),
            Entry("state", _("State"), str(AddressChangeState(state_at(change, now)).label)),
        ]
        for change in changes
    ]


def _told(supporter: Supporter, name: str) -> Entry:
    value: Value = getattr(supporter, AS_WORDS[name])() if name in AS_WORDS else getattr(supporter, name)
    return Entry(name, supporter._meta.get_field(name).verbose_name, value)  # type: ignore[union-attr]


def _language(one: LanguageSpoken) -> list[Entry]:
    return [
        Entry("language", _("Language"), one.get_language_display()),
        Entry("level", _("How well do you speak it?"), one.get_level_display()),
    ]


def _consent(one: Consent) -> list[Entry]:
    return [
        Entry("given_at", _("When"), one.given_at),
        Entry("version", _("Version"), one.version),
        Entry("text", _("Text"), one.text),
    ]


def _papers(one: Papers) -> list[Entry]:
    return [
        Entry("term", _("Registration term"), str(one.term)),
        Entry("state", _("State"), one.get_state_display()),
        Entry("missing", _("What is missing"), one.missing_labels),
        Entry("since", _("Since"), one.changed_at),
    ]


def _account(supporter: Supporter) -> list[list[Entry]]:
    """Bank and branch, and of the number what lists show: the file may lie about on a shared device."""
    account = PayeeAccount.objects.filter(supporter=supporter).first()
    if account is None:
        return []
    return [
        [
            Entry("bank", _("Bank"), f"{account.bank_name} {account.branch_name}"),
            Entry("number", _("Account number"), str(account)),
            Entry("confirmed_at", _("Since"), account.confirmed_at),
        ]
    ]


def _view(one: AccountView) -> list[Entry]:
    return [Entry("at", _("When"), one.at), Entry("reason", _("Why"), str(SEEN_FOR[SeenFor(one.reason)]))]
