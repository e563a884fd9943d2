"""The room's mails by kind, each in the reader's language. The network ID and codes are all a mail may say (D4)."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.letters import news
from portal.mail import Letter, OutboxMail
from portal.templatetags.portal_tags import without_furigana

from .addresses.facts import is_address_taken
from .addresses.links import key_for_the_new, key_for_the_old
from .addresses.models import AddressChange
from .facts import supporter_of
from .models import Supporter, User
from .signing_in.known_browsers import key_for
from .signing_in.reset_links import token_for

SUBJECT = _("Bansō Net: a message for you")


def registered(mail: OutboxMail) -> Letter | None:
    """R2. Who has confirmed the address meanwhile, by a code, still needs the network ID."""
    user = _reader(mail)
    supporter = supporter_of(user)
    address = EmailAddress.objects.filter(user=user, email=user.email).first()
    if supporter is None or address is None:
        return None
    return _letter(
        "network/people/letters/registered.txt",
        {"network_id": str(supporter), "confirm_url": "" if address.verified else _confirmation(address)},
    )


def already_registered(mail: OutboxMail) -> Letter:
    supporter = supporter_of(_reader(mail))
    return _letter(
        "network/people/letters/already_registered.txt",
        {
            "network_id": str(supporter) if supporter else "",
            "code_url": _link("account_request_login_code"),
            "password_url": _link("account_reset_password"),
            "browser_url": _this_browser(mail),
        },
    )


def sign_in_code(mail: OutboxMail) -> Letter:
    assert mail.sealed is not None
    facts = {"code": mail.sealed["code"], "browser_url": _this_browser(mail)}
    return _letter("network/people/letters/sign_in_code.txt", facts, _("Bansō Net: your code"))


def proof_code(mail: OutboxMail) -> Letter:
    assert mail.sealed is not None
    return _letter("network/people/letters/proof_code.txt", {"code": mail.sealed["code"]}, _("Bansō Net: your code"))


def reset_password(mail: OutboxMail) -> Letter | None:
    token = token_for(mail)
    if token is None:
        return None
    url = _link("account_reset_password_from_key", uidb36=user_pk_to_url_str(_reader(mail)), key=token)
    return _letter("network/people/letters/reset_password.txt", {"password_url": url})


def confirm_address(mail: OutboxMail) -> Letter | None:
    """Nothing, where it was confirmed or taken back meanwhile."""
    address = EmailAddress.objects.filter(pk=mail.reference, email=mail.address, verified=False).first()
    if address is None:
        return None
    return _letter("network/people/letters/confirm_address.txt", {"confirm_url": _confirmation(address)})


def new_address(mail: OutboxMail) -> Letter | None:
    """Nothing where a newer asking took its place, or somebody else has the address: its owner is told nothing."""
    change = AddressChange.objects.open(timezone.now()).filter(pk=mail.reference).first()
    if change is None or is_address_taken(change.new_address, but_for=change.user_id, now=timezone.now()):
        return None
    url = _link("network:confirm_address", key=key_for_the_new(change))
    return _letter("network/people/letters/new_address.txt", {"confirm_url": url})


def address_left(mail: OutboxMail) -> Letter | None:
    """To the old mailbox: when the change is asked for, and when it has taken effect."""
    change = AddressChange.objects.to_be_undone(timezone.now()).filter(pk=mail.reference).first()
    if change is None:
        return None
    url = _link("network:undo_address", key=key_for_the_old(change))
    return _letter("network/people/letters/address_left.txt", {"url": url})


def account_news(mail: OutboxMail) -> Letter:
    return _letter("network/people/letters/account_news.txt", {"url": _link("my_page"), "office_url": _home()})


def data_erased(mail: OutboxMail) -> Letter:
    return _letter("network/people/letters/data_erased.txt", {"office_url": _home()})


def login_closed(mail: OutboxMail) -> Letter:
    """Of the login that stays nothing: somebody else may read this mailbox."""
    return _letter("network/people/letters/login_closed.txt", {"office_url": _home()})


def renewal(mail: OutboxMail) -> Letter | None:
    """R4. Nothing for who has asked for the papers, has left or doesn't want to accompany any more."""
    asked = Supporter.objects.registered().filter(user=mail.recipient, wants_to_accompany=True)
    return news(mail) if asked.exclude(papers__term=int(mail.reference)).exists() else None


def _reader(mail: OutboxMail) -> User:
    assert mail.recipient is not None
    return mail.recipient


def _letter(template: str, context: dict[str, Any], subject: Any = SUBJECT) -> Letter:
    text = render_to_string(template, context).strip()
    return Letter(without_furigana(subject), without_furigana(text) + "\n")


def _confirmation(address: EmailAddress) -> str:
    return _link("account_confirm_email", key=EmailConfirmationHMAC(address).key)


def _this_browser(mail: OutboxMail) -> str:
    return _link("network:this_browser", key=key_for(_reader(mail)))


def _home() -> str:
    """At its foot stands how to reach the office."""
    return settings.PORTAL_ADDRESS + reverse("wagtail_serve", args=[""])


def _link(name: str, **parts: Any) -> str:
    return settings.PORTAL_ADDRESS + reverse(name, kwargs=parts)
