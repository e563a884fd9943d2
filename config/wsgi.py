from __future__ import annotations

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as refusal:
    sys.exit(str(refusal))

# Views, forms and what they bring stay as long as the process: no collection has to look through them ever again. One
# of everything took longer than ten pages, and some reader waited for it.
get_resolver().url_patterns  # noqa: B018  a property that reads them
gc.collect()
gc.freeze()
