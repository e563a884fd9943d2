"""For the tests: fast hashing, mail in memory, tasks at once, caches of the process."""

from __future__ import annotations

from .base import *
from .base import STORAGES
from .keys_of_the_tests import *
from .local_data import data_folder, database

DATA = data_folder("test")

DEBUG = False
DEMO = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

DATABASES = {"default": database(DATA / "db.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing one
MEDIA_ROOT = DATA / "media"
STORAGES = {
    **STORAGES,
    # Not the one in memory, which pretends that its files have paths.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files"), "base_url": None},
    },
    "renditions": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "recordings": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "recordings"), "base_url": None},
    },
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_PROVIDER = "postmark"
ANYMAIL = {"WEBHOOK_SECRET": "provider:only for tests"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
