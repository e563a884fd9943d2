from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from network.models import Supporter
from portal import audit

from ..locks import lock_feed_of
from ..models import CalendarFeed, sign_in_of
from .feeds import digest_of


def make_feed(supporter: Supporter, *, now: datetime) -> str:
    """The token of a new address, told this once. The one before stops."""
    token = secrets.token_urlsafe(32)
    assert supporter.user
    with transaction.atomic():
        feed, _made = CalendarFeed.objects.update_or_create(
            supporter=supporter,
            defaults={"digest": digest_of(token), "sign_in": sign_in_of(supporter.user), "made_at": now},
        )
        audit.record("calendar address made", on=feed, ref=str(supporter), now=now, actor_id=supporter.user_id)
    return token


def revoke_feed(supporter: Supporter, *, now: datetime) -> None:
    with transaction.atomic():
        feed = lock_feed_of(supporter)
        if feed is not None:
            audit.record("calendar address revoked", on=feed, ref=str(supporter), now=now, actor_id=supporter.user_id)
            feed.delete()


def end_feeds_of_those_who_left(now: datetime) -> None:
    """Nobody reads them any more (`feeds.owner`); who comes back one day makes a new one."""
    CalendarFeed.objects.filter(supporter__left_on__isnull=False).delete()
