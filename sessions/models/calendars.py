from __future__ import annotations

from django.db import models

from network.models import Supporter, User
from portal.fields import keyed_hash


class CalendarFeed(models.Model):
    """A supporter's calendar address. Its token is kept as a keyed hash: shown once, and replaced to revoke it."""

    supporter = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    # Hash of what the password and "sign out on all devices" change: whoever held the telephone once is out with it.
    sign_in = models.CharField(max_length=64, default="", db_default="")
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def has_ended(self) -> bool:
        user = self.supporter.user
        return user is None or self.sign_in != sign_in_of(user)


def sign_in_of(user: User) -> str:
    return keyed_hash(user.get_session_auth_hash(), purpose="sign-in of a calendar feed")
