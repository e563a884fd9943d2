"""Keys that everybody can read: only for tests, where nothing is secret. A published portal refuses them."""

from __future__ import annotations

SECRET_KEY = "only for tests, where nothing is secret"
FIELD_KEYS = ["dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdC0="]
HASH_KEY = "only for tests"
