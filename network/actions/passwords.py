from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal import readings

from ..models import User
from ..reset_links import ResetLinks


def set_password_by_link(user: User, token: str, password: str) -> bool:
    """False, where the link has died since its page was shown: of many who send at once one passes."""
    hashed = make_password(readings.password(password))  # slow on purpose, so not inside the transaction
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if not ResetLinks().check_token(locked, token):
            return False
        locked.password = hashed
        locked.save(update_fields=["password"])
    return True
