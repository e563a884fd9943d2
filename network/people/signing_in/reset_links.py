"""Links to a new password. Of each person and kind of browser the newest that was asked for works, and no other: a
stranger who asks kills no link of the owner's. (ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR.)"""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from portal.mail import OutboxMail

from ..actions.account_mails import RESET_PASSWORD
from ..enums import Browser
from ..models import User


def token_for(mail: OutboxMail) -> str | None:
    """None, where a newer link was asked for while this mail waited."""
    user, browser = mail.recipient, Browser(mail.reference)
    if user is None or mail.pk != _newest(user, browser):
        return None
    return _ResetLink(browser).make_token(user)


class ResetLinks:
    """allauth's way in: a token that is right for either kind of browser."""

    def check_token(self, user: User, token: str) -> bool:
        return any(_ResetLink(browser).check_token(user, token) for browser in Browser)


class _ResetLink(PasswordResetTokenGenerator):
    """Django's, which dies with the password and the address, and when somebody signs in; besides, with the sessions
    and when a newer one is asked for."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser = browser

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        state = super()._make_hash_value(user, timestamp)
        return f"{state} {user.get_session_auth_hash()} {self.browser} {_newest(user, self.browser)}"


def _newest(user: User, browser: Browser) -> int | None:
    """Each asking is a mail of its own, sent or waiting."""
    asked = OutboxMail.objects.filter(recipient_id=user.pk, kind=RESET_PASSWORD, reference=browser)
    return asked.order_by("-pk").values_list("pk", flat=True).first()
