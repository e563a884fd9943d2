"""Where the provider that sends our mail tells of what came back. The doors of all the others stay shut."""

from __future__ import annotations

from anymail import urls as providers
from django.conf import settings

urlpatterns = [one for one in providers.urlpatterns if one.name == f"{settings.MAIL_PROVIDER}_tracking_webhook"]
