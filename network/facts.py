from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from portal.fields import keyed_hash

from .models import ConsulteeCode, Supporter, User
from .rules import CONSULTEE_CODE_LENGTH, is_code, normalise_code


def supporter_of(user: User | AnonymousUser) -> Supporter | None:
    """The supporter behind a login; no query, because the login brings it along (network.backends)."""
    return getattr(user, "supporter", None)


def signed_in_supporter(request: HttpRequest) -> Supporter | None:
    return supporter_of(request.user)


def user_id(request: HttpRequest) -> int:
    """Of who is signed in; for views that let nobody else in."""
    assert request.user.pk is not None
    return request.user.pk


def consultee_code_digest(code: str) -> str:
    return keyed_hash(code, purpose="consultee code")


def find_consultee_code(typed: str) -> ConsulteeCode | None:
    """The code that somebody typed, or None when it is mistyped or was never issued."""
    code = normalise_code(typed)
    if not is_code(code, CONSULTEE_CODE_LENGTH):
        return None
    return ConsulteeCode.objects.filter(digest=consultee_code_digest(code)).first()
