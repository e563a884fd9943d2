from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from portal import audit, totp
from portal.fields import decrypt, keyed_hash
from portal.forgetting import forget

from ..models import LastCode, User
from .account_mails import mail_account_news


def accept_code(user: User, code: str, *, now: datetime) -> Authenticator | None:
    """The app, or the recovery codes, whose right and unused code this is; it is used with that."""
    for authenticator in Authenticator.objects.filter(user=user).order_by("-type"):
        if authenticator.type == Authenticator.Type.TOTP:
            is_accepted = accept_code_of_app(decrypt(authenticator.data["secret"]), code, now=now)
        else:
            is_accepted = authenticator.wrap().validate_code(code)  # allauth locks the row
        if is_accepted:
            return authenticator
    return None


def accept_code_of_app(secret: str, code: str, *, now: datetime) -> bool:
    """Of many who type the same code, or an older one, at once, one passes: the first whose UPDATE finds a lower step.

    An app that is being set up has no other identity yet than its secret.
    """
    step = totp.step_of(secret, code, now)
    if step is None:
        return False
    digest = keyed_hash(secret, purpose="app of the second factor")
    LastCode.objects.bulk_create([LastCode(digest=digest, step=0)], ignore_conflicts=True)
    return bool(LastCode.objects.filter(digest=digest, step__lt=step).update(step=step))


def forget_old_codes(now: datetime) -> None:
    """Steps that no clock may name any more. A code for a newer one is not among them, so nothing is used twice."""
    forget(LastCode.objects.filter(step__lt=totp.step_at(now) - 2 * totp.TOLERANCE))


def take_second_factor_off(user: User, *, now: datetime, reason: str) -> bool:
    """For a colleague whose telephone and recovery codes are both lost. False: there was none."""
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        if removed:
            audit.record("second factor taken off", on=user, ref=str(user.pk), now=now, actor_id=None, reason=reason)
            mail_account_news(user, now=now)
    return bool(removed)
