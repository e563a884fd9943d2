"""allauth's second factor in our words, and with its secrets encrypted. MFA_ADAPTER names it."""

from __future__ import annotations

from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from portal import fields


class MFAAdapter(DefaultMFAAdapter):
    # allauth's own sentences exist in too few languages.
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Set up the app first. Recovery codes come with it."),
        "too_many_codes": _("That was wrong too often. Wait fifteen minutes, then type the newest code."),
        "incorrect_code": _("This code is not right, or it was used already. Wait for the next one and type that."),
    }

    def encrypt(self, text: str) -> str:
        return fields.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return fields.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Seen on a telephone by whoever looks over the shoulder: no address, no name, no role."""
        return "portal"

    def build_totp_svg(self, url: str) -> str:
        """On white, because black on the dark pages of some telephones can't be scanned."""
        picture = BytesIO()
        segno.make(url, micro=False).save(picture, kind="svg", scale=6, dark="#000", light="#fff", xmldecl=False)
        return picture.getvalue().decode()
