"""Where sessions stand: in the database alone, encrypted, for codes and half-filled forms lie in them. Each brings its
user, so that both together cost one query.

A copy in the cache would have to be taken away when somebody signs out. While the cache can't be reached it stays, and
when the cache is back, whoever comes with the old cookie would be signed in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import url_str_to_user_pk
from cryptography.fernet import InvalidToken
from django.contrib import auth
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends import db
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from portal.compiled import Compiled, Parameter
from portal.fields import decrypt, encrypt

from ..locks import hold_login, lock_session
from ..models import BrowserSession, User, holding_permissions
from .code_validity import PENDING

_brought: ContextVar[User | None] = ContextVar("brought", default=None)


SHARED_PHONE = "shared_phone"
"""In the session: whether others use this telephone too, as was said on signing in."""


@Compiled
def _going_on() -> QuerySet[Any, Any]:
    rows = BrowserSession.objects.select_related("user__supporter").annotate(
        holds_permissions=holding_permissions("user__")
    )
    return rows.filter(
        session_key=Parameter("session_key", BrowserSession, "session_key"),
        expire_date__gt=Parameter("now", BrowserSession, "expire_date"),
    )


class SessionStore(db.SessionStore[BrowserSession]):
    user: User | None = None
    ends_at: datetime | None = None
    """Of somebody's who is signed in; the sessions of strangers last as Django has it."""

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: Mapping[str, Any]) -> BrowserSession:
        row = super().create_model_instance(dict(data))
        row.user_id = _whose(data)
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        return encrypt(self.serializer().dumps(session_dict).decode())

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Nothing, if it can't be read: a key is gone, or the row is older than the encryption."""
        try:
            told: dict[str, Any] = self.serializer().loads(decrypt(str(session_data)).encode())
        except InvalidToken:
            return {}
        return told

    def load(self) -> dict[str, Any]:
        row = _going_on.first(session_key=self.session_key, now=timezone.now())
        if row is None:
            self._session_key = None
            return {}
        told = self.decode(row.session_data)
        self.ends_at = row.expire_date
        if row.user is not None and SESSION_KEY in told:
            self.user = row.user
            self.user.works_in_the_office = row.holds_permissions
        return told

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        if self.ends_at is None or SESSION_KEY not in self:
            return super().get_expiry_date(**kwargs)
        return self.ends_at

    def get_expiry_age(self, **kwargs: Any) -> int:
        return max(0, int((self.get_expiry_date(**kwargs) - timezone.now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        return bool(self.get(SHARED_PHONE))

    def go_on_until(self, end: datetime) -> None:
        """Says so in the row alone: what the session holds may be changed by another request at this moment."""
        BrowserSession.objects.filter(pk=self.session_key).update(expire_date=end)
        self.ends_at = end

    @contextmanager
    def changing(self) -> Iterator[dict[str, Any]]:
        """What the session holds at this moment, to be changed on its locked row: another request of this browser may
        be changing it too, and whoever saves it whole undoes that. Of a session that was ended nothing is kept."""
        if self.session_key is None:
            self.create()
        with transaction.atomic():
            row = lock_session(self.session_key)
            told = self.decode(row.session_data) if row else {}
            yield told
            if row is not None:
                row.session_data = self.encode(told)
                row.save(update_fields=["session_data"])
        self._session_cache = told

    def cycle_key(self) -> None:
        """Signing in goes on from a session that is still there. One that was ended meanwhile begins no other."""
        told, ended = dict(self.items()), self.session_key
        with transaction.atomic():
            if (owner_id := _whose(told)) is not None:
                hold_login(owner_id)
            if ended is not None and not BrowserSession.objects.filter(pk=ended).delete()[0]:
                raise SessionInterrupted("This session was ended while somebody was signing in by it.")
            self.create()
        self.update(told)


def _whose(data: Mapping[str, Any]) -> int | None:
    """Who is signed in, or has begun to sign in."""
    if SESSION_KEY in data:
        return int(data[SESSION_KEY])
    pending = data.get(PENDING) or {}
    return url_str_to_user_pk(pending["user_pk"]) if pending.get("user_pk") else None


class SignedIn(AuthenticationMiddleware):
    """Django's, which checks the session too, on the user that the session has brought."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]  # as Django does


def _user(request: Any) -> Any:
    """Django keeps it there too, and so do its readers."""
    if not hasattr(request, "_cached_user"):
        with _bringing(request.session):
            request._cached_user = auth.get_user(request)
    return request._cached_user


@contextmanager
def _bringing(session: Any) -> Iterator[None]:
    is_known = SESSION_KEY in session  # reads the session, if nobody has
    token = _brought.set(session.user if is_known else None)
    try:
        yield
    finally:
        _brought.reset(token)


def brought(user_id: int) -> User | None:
    """For the backend: the user of the session that is being looked at."""
    user = _brought.get()
    return user if user and user.pk == user_id else None


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
