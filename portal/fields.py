"""Values that the database never sees in clear."""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from .addresses import validate_address


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty: the portal keeps nothing sensitive without a key.")
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    # Whoever has a token reads its time without any key, and could join by it what is kept apart: so all say the same.
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt_at_time(text.encode(), 0).decode()


def decrypt(token: str) -> str:
    """The text behind a token made by any of the keys in FIELD_KEYS; raises InvalidToken otherwise."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def keyed_hash(text: str, *, purpose: str) -> str:
    """A digest by which an encrypted value can be found again, and by nothing else: 64 hexadecimal digits."""
    return hmac.new(settings.HASH_KEY.encode(), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text kept as a Fernet token. It can't be searched or ordered; find it by a `keyed_hash` beside it."""

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text


STEP = 4096
"""Bytes."""


@dataclass(frozen=True)
class Padded:
    """Data to be kept in a token whose length says no more of them than how much `room` there is, in bytes.

    What needs more of it gets as many steps as it takes. It is read back as if it had been kept without.
    """

    data: Any
    room: int = STEP

    def as_json(self) -> str:
        text = _as_json(self.data)
        length = len(text.encode())
        # To JSON, spaces at the end are nothing.
        return text + " " * (math.ceil(max(self.room, length) / STEP) * STEP - length)


def bytes_of(data: Any) -> int:
    """The room it needs."""
    return len(_as_json(data).encode())


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


class EncryptedJSONField(models.TextField):
    """Plain data (dicts, lists, strings, numbers), `Padded` or as they are, kept as a Fernet token."""

    # What django-stubs takes as the types of values written and read.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        return json.loads(decrypt(value)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return encrypt(value.as_json() if isinstance(value, Padded) else _as_json(value))

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Of several rows Django would make an array, in which psycopg quotes long texts sign by sign."""
        return "%s"

    def to_python(self, value: Any) -> Any:
        return value


class MailAddressField(models.EmailField):
    default_validators = [validate_address]

    def deconstruct(self) -> Any:
        """As its parent: to the database nothing differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs
