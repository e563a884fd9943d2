from __future__ import annotations

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from portal.fields import decrypt, encrypt, keyed_hash


def test_encrypted_text_reads_back() -> None:
    assert decrypt(encrypt("口座 1234567")) == "口座 1234567"
    assert "1234567" not in encrypt("口座 1234567")


def test_value_of_an_older_key_is_read_after_rotation(settings: Settings) -> None:
    token = encrypt("kept")
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]

    assert decrypt(token) == "kept"


def test_value_of_an_unknown_key_is_refused(settings: Settings) -> None:
    token = encrypt("kept")
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(InvalidToken):
        decrypt(token)


def test_no_keys_is_an_error(settings: Settings) -> None:
    settings.FIELD_KEYS = []

    with pytest.raises(ImproperlyConfigured):
        encrypt("nothing")


def test_keyed_hash_differs_by_purpose_and_key(settings: Settings) -> None:
    first = keyed_hash("ABC", purpose="consultee code")
    other = keyed_hash("ABC", purpose="visit code")
    settings.HASH_KEY = "another"

    assert len({first, other, keyed_hash("ABC", purpose="consultee code")}) == 3
