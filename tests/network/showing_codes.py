"""What somebody reads in their app, or on the paper with their recovery codes."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils import timezone

from network.models import User
from portal import totp
from portal.fields import decrypt


def code_for(secret: str, *, periods: int = 0, at: datetime | None = None) -> str:
    """As many periods of 30 seconds from that moment, or from now."""
    return totp.code_at(secret, totp.step_at(at or timezone.now()) + periods)


def code_of(user: User, at: datetime | None = None, *, periods: int = 0) -> str:
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_for(decrypt(app.data["secret"]), periods=periods, at=at)


def recovery_code_of(user: User) -> str:
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    code: str = found.wrap().get_unused_codes()[0]
    return code
