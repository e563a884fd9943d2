from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """In place of Wagtail's own form, which knows no second factor and no code by mail."""
    if request.user.is_authenticated:
        # Whoever comes from the admin signed in has no business there; signing in would send them back for ever.
        raise PermissionDenied
    query = request.GET.urlencode(safe="/")
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))
