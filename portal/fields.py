"""Values that the database never sees in clear."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty: the portal keeps nothing sensitive without a key.")
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


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


class EncryptedJSONField(models.TextField):
    """Plain data (dicts, lists, strings, numbers) kept as a Fernet token."""

    # What django-stubs takes as the types of values written and read.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *args: Any) -> Any:
        return json.loads(decrypt(value)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(json.dumps(value, ensure_ascii=False)) if value is not None else None

    def to_python(self, value: Any) -> Any:
        return value
