"""What stands on a certificate, in the language that is active."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.people.rules.codes import in_groups
from portal.languages import html_language
from portal.printing.pieces import qr_code, runs
from portal.printing.typesetting import typeset
from portal.templatetags.portal_tags import day, without_furigana

from ..groups.models import Membership
from .models import Certificate

# A name, the same in every language.
OFFICE = "移住連事務局"
TEMPLATE = Path(__file__).parent / "templates" / "certificate.typ"


def certificate_pdf(certificate: Certificate) -> bytes:
    return typeset(TEMPLATE, contents_of(certificate))


def contents_of(certificate: Certificate) -> dict[str, Any]:
    membership = certificate.membership
    assert membership.completed_on is not None
    address = address_of(certificate)
    heading = _("Certificate of completion")
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        # Neutral: it stands in the window's title.
        "title": without_furigana(_("Certificate of Bansō Net")),
        "language": html_language(language),
        # Headings are taken for bookmarks, so the reading stands apart.
        "heading": without_furigana(heading),
        "reading": " ".join(reading for _base, reading in runs(heading) if reading),
        "holder": holder(membership, certificate.name),
        "label": runs("" if certificate.name else _("Network ID")),
        "sentence": runs(_("The person above has completed the training for supporters with foreign roots.")),
        "network": runs(_("Bansō Net")),
        "office": OFFICE,
        "rows": [
            [runs(_("Completed on")), runs(day(membership.completed_on))],
            [runs(_("Issued on")), runs(day(certificate.issued_on))],
            [runs(_("Certificate code")), runs(in_groups(certificate.code))],
        ],
        "verify": runs(_("You can check at this address whether this certificate is valid:")),
        "address": address,
        "qr": qr_code(address),
    }


def holder(membership: Membership, name: str) -> str:
    return name or str(membership.supporter)


def address_of(certificate: Certificate) -> str:
    """Short, for it may be typed."""
    return f"{settings.PORTAL_ADDRESS}{reverse('certificate', args=[in_groups(certificate.code)])}"
