"""A referral whose need and wish are for few eyes, and who of the office looks at it."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from network.models import User
from network.people.enums import Community
from sessions.models import Referral
from sessions.referrals.enums import OriginWish
from tests.factories import UserFactory
from tests.sessions.made import ReferralFactory

SECRETS = ("the secret need", "Thai community", "Not from this community", "the secret reason")


def of_the_office(client: Client, group: str) -> User:
    user = UserFactory(groups=[group])
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def secret_referral(**more: Any) -> Referral:
    known = {
        "need": "the secret need",
        "origin_wish": OriginWish.NOT_WANTED,
        "community": Community.THAI,
        "consented_on": None,
        "override_reason": "the secret reason",
    }
    return ReferralFactory(**{**known, **more})


def desk(name: str, referral: Referral) -> str:
    return reverse(f"referrals:{name}", args=[referral.pk])


def key(**more: Any) -> dict[str, Any]:
    return {"idempotency_key": str(uuid.uuid4()), **more}


def leaked(text: str, *more: str) -> list[str]:
    return [word for word in (*SECRETS, *more) if word in text]
