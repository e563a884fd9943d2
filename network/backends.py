from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from .browser_sessions import brought
from .models import User


class SupporterBackend(AuthenticationBackend):
    """allauth's, bringing the supporter with the user in one query, or in that of the session."""

    def get_user(self, user_id: int) -> User | None:
        user = brought(user_id) or User.objects.select_related("supporter").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
