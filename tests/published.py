"""The variables of a published portal, complete and right; tests change what they are about."""

from __future__ import annotations

RIGHT = {
    "SECRET_KEY": "q7Zt-2Lw9_bXhR4mVkE8yNcPd1sUaGfJo3TiWx6Bz0QrHvMlKe5S",
    "FIELD_KEYS": "0hdMPUnW5UJDA4ZoPhW3yXnXQqkDHxTYSxPBVXzcxhY=",
    "HASH_KEY": "Kd8_sN2vQwXz7RtYb4Mc9JhLp1FgTe6U",
    "ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_ADDRESS": "https://portal.example.org",
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/9",
    "STATIC_ROOT": "/srv/portal/static",
    "AWS_ENDPOINT_URL_S3": "https://s3.example.org",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "PUBLIC_BUCKET": "portal-public",
    "PRIVATE_BUCKET": "portal-private",
    "EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}
