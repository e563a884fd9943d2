"""Keys with which a published portal refuses to start: missing, weak, everybody's."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import hypothesis.strategies as st
import pytest
from cryptography.fernet import Fernet
from hypothesis import given

from config.published import DIFFERENT_BYTES, _field_keys
from config.settings import keys_of_the_tests
from config.settings.local_data import kept_secret
from tests.config import FIELD_KEY, SECRET, Refused
from tests.published import RIGHT

PATTERNS = ("abcdefghij" * 6, "change-me-please " * 4, "Change_Me_" + RIGHT["SECRET_KEY"], "0123456789ab" * 5 + "01")


@pytest.mark.parametrize("weak", ["word", "x" * 60, "django-insecure-" + RIGHT["SECRET_KEY"], *PATTERNS])
def test_weak_secret_key_is_refused(refused: Refused, weak: str) -> None:
    assert refused(SECRET_KEY=weak) == [f"SECRET_KEY is weak, 50 random characters are needed: {SECRET}"]


def test_secret_key_of_a_demo_is_refused(refused: Refused, tmp_path_factory: pytest.TempPathFactory) -> None:
    demo = kept_secret(tmp_path_factory.mktemp("keys"), "secret")

    assert refused(SECRET_KEY=demo) == [f"SECRET_KEY is weak, 50 random characters are needed: {SECRET}"]


@pytest.mark.parametrize("weak", [RIGHT["HASH_KEY"][:31], "abcdefghij" * 4])
def test_weak_hash_key_is_refused(refused: Refused, weak: str) -> None:
    assert refused(HASH_KEY=weak) == [f"HASH_KEY is weak, 32 random characters are needed: {SECRET}"]


def test_keys_of_the_test_suite_are_refused(refused: Refused) -> None:
    lines = refused(
        SECRET_KEY=keys_of_the_tests.SECRET_KEY,
        FIELD_KEYS=f"{RIGHT['FIELD_KEYS']},{keys_of_the_tests.FIELD_KEYS[0]}",
        HASH_KEY=keys_of_the_tests.HASH_KEY,
    )

    assert lines == [
        f"SECRET_KEY is the test suite's, which everybody can read: {SECRET}",
        f"FIELD_KEYS: key 2 is the test suite's, which everybody can read: {FIELD_KEY}",
        f"HASH_KEY is the test suite's, which everybody can read: {SECRET}",
    ]


@pytest.mark.parametrize("malformed", ["short", RIGHT["FIELD_KEYS"][:-1], "x" * 44, "秘密"])
def test_malformed_field_key_is_refused_without_being_quoted(refused: Refused, malformed: str) -> None:
    assert refused(FIELD_KEYS=f"{RIGHT['FIELD_KEYS']}, {malformed}") == [
        f"FIELD_KEYS: key 2 of 2 is malformed; divide keys by commas, and {FIELD_KEY}"
    ]


@pytest.mark.parametrize("weak", [b"0" * 32, b"password" * 4, bytes(range(8)) * 4])
def test_field_key_that_was_not_drawn_at_random_is_refused(refused: Refused, weak: bytes) -> None:
    assert refused(FIELD_KEYS=urlsafe_b64encode(weak).decode()) == [
        f"FIELD_KEYS: key 1 of 1 is weak, it was not drawn at random: {FIELD_KEY}"
    ]


@given(st.binary(min_size=32, max_size=32).filter(lambda key: len(set(key)) >= DIFFERENT_BYTES))
def test_random_keys_are_accepted(key: bytes) -> None:
    assert list(_field_keys([urlsafe_b64encode(key).decode()])) == []


@pytest.mark.parametrize("written", ["{0},{1},", " {0} , {1} ", "{0},,{1}"])
def test_field_keys_with_a_comma_or_space_too_many_are_accepted(refused: Refused, written: str) -> None:
    assert refused(FIELD_KEYS=written.format(Fernet.generate_key().decode(), Fernet.generate_key().decode())) == []


def test_one_key_for_two_purposes_is_refused(refused: Refused) -> None:
    assert refused(HASH_KEY=RIGHT["SECRET_KEY"]) == [
        "SECRET_KEY, HASH_KEY and FIELD_KEYS share a key: give each one of its own."
    ]
