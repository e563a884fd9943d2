"""The room's mails by kind, each in the reader's language. The network ID is the one thing a mail may say (D4)."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.mail import Letter
from portal.templatetags.portal_tags import without_furigana

from .facts import supporter_of
from .models import User

SUBJECT = _("Bansō Net: a message for you")


def registered(recipient: User, reference: str) -> Letter | None:
    supporter = supporter_of(recipient)
    address = EmailAddress.objects.filter(user=recipient, email=recipient.email).first()
    if supporter is None or address is None:
        return None
    key = EmailConfirmationHMAC(address).key
    return _letter(
        "network/letters/registered.txt",
        {"network_id": str(supporter), "confirm_url": _link("account_confirm_email", key)},
    )


def already_registered(recipient: User, reference: str) -> Letter:
    supporter = supporter_of(recipient)
    return _letter(
        "network/letters/already_registered.txt",
        {
            "network_id": str(supporter) if supporter else "",
            "code_url": _link("account_request_login_code"),
            "password_url": _link("account_reset_password"),
        },
    )


def _letter(template: str, context: dict[str, Any]) -> Letter:
    text = render_to_string(template, context).strip()
    return Letter(without_furigana(SUBJECT), without_furigana(text) + "\n")


def _link(name: str, *args: Any) -> str:
    return settings.PORTAL_ADDRESS + reverse(name, args=args)
