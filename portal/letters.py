"""The one letter that all rooms send: it says that there is news, and not what (D4). Others that call people to their
pages are built like it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .mail import Letter, OutboxMail
from .templatetags.portal_tags import without_furigana


def news(mail: OutboxMail) -> Letter:
    text = _("Hello,\n\nThere is news on your page in the portal. Sign in to read it:\n%(address)s\n")
    return calling_to_my_page(_("There is news on your page"), text)


def calling_to_my_page(subject: str, text: str) -> Letter:
    """`text` says where, and nothing else."""
    said = text % {"address": f"{settings.PORTAL_ADDRESS}{reverse('my_page')}"}
    return Letter(subject=without_furigana(subject), text=without_furigana(said))
