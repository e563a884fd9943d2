from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator

from portal import totp
from portal.fields import encrypt

from ..people.models import User


def give_second_factor(user: User) -> None:
    """As if the colleague had set up the app; `/demo/codes/` is the app."""
    kinds = {
        Authenticator.Type.TOTP: {"secret": encrypt(totp.make_secret())},
        Authenticator.Type.RECOVERY_CODES: {"seed": encrypt(secrets.token_hex(40)), "used_mask": 0},
    }
    for kind, data in kinds.items():
        Authenticator.objects.get_or_create(user=user, type=kind, defaults={"data": data})
