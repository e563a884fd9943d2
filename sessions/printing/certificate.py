"""What stands on a certificate, in the language that is active."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.rules import in_groups
from portal.templatetags.portal_tags import FURIGANA, day, without_furigana

from ..models import Certificate, Membership
from .typesetting import typeset

# A name, the same in every language.
OFFICE = "移住連事務局"

Run = tuple[str, str]


def certificate_pdf(certificate: Certificate) -> bytes:
    return typeset("certificate.typ", contents_of(certificate))


def contents_of(certificate: Certificate) -> dict[str, Any]:
    membership = certificate.membership
    assert membership.completed_on is not None
    address = address_of(certificate)
    heading = _("Certificate of completion")
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        # Neutral: it stands in the window's title.
        "title": without_furigana(_("Certificate of Bansō Net")),
        "language": language.partition("-")[0],
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
        "qr": qr_of(address),
    }


def holder(membership: Membership, name: str) -> str:
    return name or str(membership.supporter)


def address_of(certificate: Certificate) -> str:
    """Short, for it may be typed."""
    return f"{settings.PORTAL_ADDRESS}{reverse('certificate', args=[in_groups(certificate.code)])}"


def runs(text: str) -> list[Run]:
    """Each piece of a text with its reading, empty where there is none."""
    # What FURIGANA parts: text, base, reading, text, base, reading, … text.
    pieces = FURIGANA.split(text)
    found = [(piece, "") for piece in pieces[0:1]]
    for base, reading, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found += [(base, reading), (after, "")]
    return [run for run in found if run[0]]


def qr_of(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False)
    return drawn.getvalue().decode()
