"""In place of the app on each colleague's telephone: the codes of now. The address exists in the demo alone."""

from __future__ import annotations

import time
from collections.abc import Iterator

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    period, second = divmod(int(time.time()), app_settings.TOTP_PERIOD)
    shown = {"rows": list(rows(period)), "seconds_left": app_settings.TOTP_PERIOD - second}
    return render(request, "portal/demo_codes.html", shown)


def rows(period: int) -> Iterator[tuple[str, str, str]]:
    """E-mail address, the code of this period, the code of the next."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("user__email")
    for app in apps:
        secret = decrypt(app.data["secret"])
        now, then = (format_hotp_value(hotp_value(secret, counter)) for counter in (period, period + 1))
        yield app.user.email, now, then
