from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import EmailAddressField
from portal.texts import say

from ..facts import reach_changed, signed_in_user
from ..models import User
from ..signing_in import known_browsers, quotas
from .enums import AskedBy
from .facts import is_address_taken
from .rules import AddressReason, judge_way


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


WAY_REFUSED = {
    AddressReason.TELEPHONE_IS_NEW: _(
        "The telephone number was changed within thirty days before, and perhaps not by the owner. Ask in person, or "
        "by post at the address that we know."
    ),
    AddressReason.POSTAL_ADDRESS_IS_NEW: _(
        "The postal address was changed within thirty days before, and perhaps not by the owner. Ask in person, or by "
        "telephone at the number that we know."
    ),
}


class AskedByForm(forms.Form):
    """What the office decides on, it has asked about."""

    asked_by = forms.ChoiceField(
        label=_("How did you ask the person?"), choices=AskedBy.choices, widget=forms.RadioSelect
    )

    def __init__(self, owner: User, asked_at: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.asked_at = owner, asked_at

    def clean_asked_by(self) -> str:
        way: str = self.cleaned_data["asked_by"]
        decision = judge_way(way, changed=reach_changed(self.owner), asked_at=self.asked_at)
        if not decision.is_allowed:
            raise forms.ValidationError(say(decision.reasons, WAY_REFUSED))
        return way


class ForTheOwnerForm(AskedByForm):
    email = EmailAddressField(label=_("New address"))
    is_silent = forms.BooleanField(label=_("Somebody else reads the old mailbox: nothing may go there"), required=False)

    field_order = ["email", "is_silent", "asked_by"]

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if address == self.owner.email or is_address_taken(address, but_for=self.owner.pk, now=timezone.now()):
            raise get_adapter().validation_error("email_taken")
        return address
