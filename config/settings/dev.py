"""For work on the portal: `manage.py runserver` with DEBUG, on the demo's data."""

from __future__ import annotations

from .demo import *
from .demo import STORAGES

DEBUG = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
