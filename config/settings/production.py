"""For a published portal: everything of the machine comes from the environment; docs/operate.md lists it."""

from __future__ import annotations

import environ

from .base import *
from .base import STORAGES

env = environ.Env()

DEBUG = False
DEMO = False
SECRET_KEY = env.str("SECRET_KEY")
# The first encrypts, all decrypt. Without keys the portal doesn't start.
FIELD_KEYS = env.list("FIELD_KEYS")
HASH_KEY = env.str("HASH_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PORTAL_ADDRESS = WAGTAILADMIN_BASE_URL = env.str("PORTAL_ADDRESS")

DATABASES = {"default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("REDIS_URL")}}

STATIC_ROOT = env.path("STATIC_ROOT")
_BUCKET = {"BACKEND": "storages.backends.s3.S3Storage"}
STORAGES = {
    **STORAGES,
    "default": {**_BUCKET, "OPTIONS": {"bucket_name": env.str("MEDIA_BUCKET"), "querystring_auth": False}},
    "recordings": {
        **_BUCKET,
        "OPTIONS": {"bucket_name": env.str("RECORDINGS_BUCKET"), "querystring_expire": 4 * 60 * 60},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = env.str("EMAIL_BACKEND")
ANYMAIL = env.dict("ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
