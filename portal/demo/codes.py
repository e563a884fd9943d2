"""In place of the app on each colleague's telephone: the codes of now. The address exists in the demo alone."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import totp
from ..fields import decrypt


@never_cache
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    seconds_left = totp.PERIOD - int(now.timestamp()) % totp.PERIOD
    shown = {"rows": list(rows(totp.step_at(now))), "seconds_left": seconds_left}
    return render(request, "portal/demo_codes.html", shown)


def rows(step: int) -> Iterator[tuple[str, str, str]]:
    """E-mail address, the code of this step, the code of the next."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("user__email")
    for app in apps:
        secret = decrypt(app.data["secret"])
        yield app.user.email, totp.code_at(secret, step), totp.code_at(secret, step + 1)
