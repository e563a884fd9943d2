from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from ..models import User, holding_permissions
from .browser_sessions import brought


class SupporterBackend(AuthenticationBackend):
    """allauth's, bringing with the user, in one query, the supporter and whether they work in the office; or all of
    them in the query of the session."""

    def get_user(self, user_id: int) -> User | None:
        user = brought(user_id) or self._looked_up(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def _looked_up(self, user_id: int) -> User | None:
        users = User.objects.select_related("supporter").annotate(holds_permissions=holding_permissions())
        user = users.filter(pk=user_id).first()
        if user is not None:
            user.works_in_the_office = user.holds_permissions
        return user
