from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import known_browsers, quotas
from ..browser_links import reader_of
from ..secret_pages import keeps_its_secret


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_its_secret
def this_browser(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the link changes nothing: programs that look through mail open links."""
    reader = reader_of(key)
    if reader is None:
        return render(request, "network/people/signing_in/browser_link_old.html", status=410)
    if request.method != "POST":
        return render(request, "network/people/signing_in/browser_link.html")
    if not quotas.may_make_a_browser_known(reader.pk, now=timezone.now()):
        return render(request, "network/people/signing_in/browser_link_old.html", status=410)
    messages.success(request, _("Now you can sign in on this device."))
    response = redirect("account_login")
    known_browsers.remember(request, response, reader.email)
    return response
