from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import EmailAddressField

from .. import known_browsers, quotas
from ..facts import signed_in_user


class NewAddressForm(forms.Form):
    email = EmailAddressField(label=_("New address"))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if address == signed_in_user(self.request).email:
            raise get_adapter().validation_error("same_as_current")
        return address

    def clean(self) -> None:
        """Counted last: what was only mistyped uses nothing up."""
        if self.errors:
            return
        user, now = signed_in_user(self.request), timezone.now()
        mailbox = known_browsers.quota(self.request, self.cleaned_data["email"])
        if not (quotas.may_ask_for_another_address(user.pk, now=now) and quotas.may_be_written_to(mailbox, now=now)):
            raise get_adapter().validation_error("too_many_mails")
