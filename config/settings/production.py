"""For a published portal: everything of the machine comes from the environment; docs/operate.md lists it.

Nothing is refused here, so that config.published can name all that is missing or wrong at once.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from . import buckets
from .base import *
from .base import CONTENT_SECURITY_POLICY, EMAIL_TIMEOUT, INSTALLED_APPS, STORAGES, TIME_ZONE

env = environ.Env()
# Variables that are there and can't be read as what they should be.
UNREADABLE: list[str] = []


def text(name: str) -> str:
    return os.environ.get(name, "").strip()


def texts(name: str) -> list[str]:
    """Divided by commas; one too many does no harm."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def read(name: str, kind: Any, default: Any) -> Any:
    if not text(name):
        return default
    try:
        return kind(name)
    except (ValueError, ImproperlyConfigured):
        UNREADABLE.append(name)
        return default


# No request waits for ever: for a connection, for a lock, for an answer, for a machine that is gone. What stands in
# DATABASE_URL goes before (`?options=-c%20statement_timeout%3D0` for a long migration).
DATABASE_PATIENCE = {
    "connect_timeout": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}


def database(name: str) -> dict[str, Any]:
    if urlsplit(text(name)).scheme not in ("postgres", "postgresql", "sqlite"):
        raise ValueError(name)
    found: dict[str, Any] = {**env.db(name)}
    if found["ENGINE"] == "django.db.backends.postgresql":
        found["OPTIONS"] = {**DATABASE_PATIENCE, **found.get("OPTIONS", {})}
    return found


NEEDED = ("DATABASE_URL", "REDIS_URL", "STATIC_ROOT", "EMAIL_BACKEND", "DEFAULT_FROM_EMAIL")
MISSING = [name for name in NEEDED if not text(name)]
# Looks at all of this before anything else is loaded, and may refuse to start.
INSTALLED_APPS = ["config.apps.PublishedConfig", *INSTALLED_APPS[1:]]

# Read although they have only one right value here: who sets them otherwise is told, and not left in a belief.
DEBUG = read("DEBUG", env.bool, default=False)
DEMO = read("DEMO", env.bool, default=False)
# Any other zone stands for all others, for Django stumbles over one that it doesn't know before that is said.
TIME_ZONE = TIME_ZONE if text("TIME_ZONE") in ("", TIME_ZONE) else "UTC"

SECRET_KEY = text("SECRET_KEY")
# The first encrypts, all decrypt.
FIELD_KEYS = texts("FIELD_KEYS")
HASH_KEY = text("HASH_KEY")
ALLOWED_HOSTS = texts("ALLOWED_HOSTS")
PORTAL_ADDRESS = WAGTAILADMIN_BASE_URL = text("PORTAL_ADDRESS")

DATABASES = {"default": {**read("DATABASE_URL", database, default={}), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CACHES = {"default": {"BACKEND": "portal.caching.CacheThatMayFail", "LOCATION": text("REDIS_URL")}}

STATIC_ROOT = text("STATIC_ROOT")

# The public bucket holds pictures in the sizes that pages show. All else is private: recordings, documents, pictures
# as they were brought. Who may see it gets a link that lapses, of which no bucket's address can be guessed.
BUCKET_ENDPOINT = text("AWS_ENDPOINT_URL_S3")
BUCKET_ADDRESSING = text("BUCKET_ADDRESSING") or "path"
PUBLIC_BUCKET = text("PUBLIC_BUCKET")
PUBLIC_BUCKET_DOMAIN = text("PUBLIC_BUCKET_DOMAIN")
PRIVATE_BUCKET = text("PRIVATE_BUCKET")
BUCKET_KEYS = {"access_key": text("AWS_ACCESS_KEY_ID"), "secret_key": text("AWS_SECRET_ACCESS_KEY")}
_BUCKET = {
    **BUCKET_KEYS,
    "endpoint_url": BUCKET_ENDPOINT or None,
    "region_name": text("AWS_DEFAULT_REGION") or "us-east-1",
    "client_config": buckets.client_config(BUCKET_ADDRESSING),
    # A second file of the same name gets another name. Overwriting, it would be seen wherever the first was shown.
    "file_overwrite": False,
}
_PRIVATE = {**_BUCKET, "bucket_name": PRIVATE_BUCKET, "querystring_expire": buckets.LINK_SECONDS}
_PUBLIC = {
    **_BUCKET,
    "bucket_name": PUBLIC_BUCKET,
    "querystring_auth": False,
    "custom_domain": PUBLIC_BUCKET_DOMAIN or None,
}
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "portal.buckets.Bucket", "OPTIONS": {**_PRIVATE, "alias": "default"}},
    "recordings": {"BACKEND": "portal.buckets.Bucket", "OPTIONS": {**_PRIVATE, "alias": "recordings"}},
    "renditions": {"BACKEND": "portal.buckets.Bucket", "OPTIONS": {**_PUBLIC, "alias": "renditions"}},
    "staticfiles": {"BACKEND": "portal.static_files.JoinedFiles"},
}
_PRIVATE_ADDRESS = buckets.address(BUCKET_ENDPOINT, PRIVATE_BUCKET, BUCKET_ADDRESSING)
_PUBLIC_ADDRESS = buckets.address(BUCKET_ENDPOINT, PUBLIC_BUCKET, BUCKET_ADDRESSING, PUBLIC_BUCKET_DOMAIN)
CONTENT_SECURITY_POLICY = buckets.let_in(CONTENT_SECURITY_POLICY, public=_PUBLIC_ADDRESS, private=_PRIVATE_ADDRESS)

EMAIL_BACKEND = text("EMAIL_BACKEND")
# For portal.mail.smtp.EmailBackend; a provider's backend doesn't look at them.
EMAIL_HOST = text("EMAIL_HOST")
EMAIL_PORT = read("EMAIL_PORT", env.int, default=587)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = read("EMAIL_USE_SSL", env.bool, default=False)
EMAIL_USE_TLS = read("EMAIL_USE_TLS", env.bool, default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = max(1, min(read("EMAIL_TIMEOUT", env.int, default=EMAIL_TIMEOUT), EMAIL_TIMEOUT))
_AWS_CLIENT = {"connect_timeout": EMAIL_TIMEOUT, "read_timeout": EMAIL_TIMEOUT, "retries": {"total_max_attempts": 1}}
ANYMAIL = {
    **read("ANYMAIL", env.dict, default={}),
    "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    "AMAZON_SES_CLIENT_PARAMS": {"config": _AWS_CLIENT},
}
if EMAIL_BACKEND.startswith("anymail.backends.") and ANYMAIL.get("WEBHOOK_SECRET"):
    MAIL_PROVIDER = EMAIL_BACKEND.split(".")[2]
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = read("SECURE_SSL_REDIRECT", env.bool, default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# What holds for all names below the host's is for whoever owns the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
ALLAUTH_TRUSTED_PROXY_COUNT = read("TRUSTED_PROXY_COUNT", env.int, default=1)
