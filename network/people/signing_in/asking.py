from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context as current
from django.utils import timezone

from . import known_browsers, quotas


class SendsMail:
    """Whoever asks types nothing but an address, so it is counted for that, whether anybody has it or not."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        quota = known_browsers.quota(current.request, email)
        if not quotas.may_be_written_to(quota, now=timezone.now()):
            raise get_adapter().validation_error("mails_used_up")
        return email
