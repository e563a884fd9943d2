"""`dev.py run`: the portal with demo content on one machine, fit to be tried, not to be published."""

from __future__ import annotations

import os

from .base import *
from .base import PORTAL_ADDRESS, STORAGES
from .local_data import data_folder, database, kept_secret

DATA = data_folder("demo")

DEBUG = False
DEMO = True
# `dev.py run --port` tells it.
PORTAL_ADDRESS = WAGTAILADMIN_BASE_URL = os.environ.get("PORTAL_ADDRESS", PORTAL_ADDRESS)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = kept_secret(DATA / "keys", "secret")
FIELD_KEYS = [kept_secret(DATA / "keys", "fields")]
HASH_KEY = kept_secret(DATA / "keys", "hash")

DATABASES = {"default": database(DATA / "db.sqlite3")}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files"), "base_url": None},
    },
    "recordings": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "recordings"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.static_files.JoinedFiles"},
}

# Nothing leaves the machine: mails are files, shown under /demo/mail/.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
