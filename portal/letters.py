"""The one letter that all rooms send: it says that there is news, and not what (D4)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .mail import Letter, OutboxMail
from .templatetags.portal_tags import without_furigana


def news(mail: OutboxMail) -> Letter:
    address = f"{settings.PORTAL_ADDRESS}{reverse('my_page')}"
    subject = _("There is news on your page")
    text = _("Hello,\n\nThere is news on your page in the portal. Sign in to read it:\n%(address)s\n") % {
        "address": address
    }
    return Letter(subject=without_furigana(subject), text=without_furigana(text))
