from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ...actions.sessions import end_all_sessions
from ...facts import signed_in_user
from .. import known_browsers
from ..secret_pages import nothing_stays


@require_http_methods(["GET", "HEAD", "POST"])
@nothing_stays  # also of a session that is over already
@known_browsers.known_afterwards
@login_required
@never_cache
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "network/people/signing_in/sign_out_everywhere.html")
    user = signed_in_user(request)
    end_all_sessions(user, by_id=user.pk, now=timezone.now())
    known_browsers.owner_is_here(request, user.email)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect(reverse("wagtail_serve", args=[""]))
