"""What a person sends is not lost where the portal first asks them to sign in, or to show the second factor: it is kept
(portal.unsent) until they have.

Whose it is: a page holds a token that each sign-in makes anew. What comes with the present token was typed on a page
opened since the last sign-in, by whoever signed in then; a cookie remembers who, until they sign out. What comes with
an older token may be another person's, unless this browser has only ever had one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from portal import cookies, last_reader, unsent
from portal.doors import asked_for, name_at
from portal.forms import SWITCH
from portal.readings import whole_number
from portal.unsent import BROWSER, browser_of

from . import known_browsers
from .browser_sessions import SHARED_PHONE

Page = Callable[[HttpRequest], HttpResponseBase]

# Where people sign in, show who they are, or sign out: what is typed there is typed anew.
SHOWING_WHO = ("account_", "mfa_", "wagtailadmin_login", "network:prove_by_mail", "network:send_proof", "unsent")
NEVER_KEPT = (*SHOWING_WHO, "network:sign_out")
# Not once a session is over: whoever holds the telephone next could put another
# number or address into its owner's mouth.
OF_THE_ACCOUNT = (
    *("network:my_data", "network:edit", "network:leave", "network:erase"),
    *("network:account", "network:address", "network:keep_address"),
)


class _TokenOfNow(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def kept_for_return(page: Page) -> Page:
    """Middleware."""

    def middleware(request: Any) -> HttpResponseBase:
        response = page(request)
        if request.method != "POST":
            return response
        if _leads_to_the_sign_in(response) and not request.user.is_authenticated:
            if _is_autosave(request):
                return _not_saved_by_itself()
            last = last_reader.who(request)
            if last is None:
                last_reader.forget(response)
            elif _keep_after_the_end(request, last):
                response["Location"] = f"{reverse('account_login')}?{urlencode({'next': reverse('unsent')})}"
        if hasattr(request, "kept_in_browser"):
            cookies.give(response, BROWSER, request.kept_in_browser, kept_for=unsent.KEPT_FOR)
        elif (sent := whole_number(request.GET.get(unsent.SENT_AGAIN, ""))) and _is_stored(request, response):
            unsent.throw_away(request.user.pk, sent)
        return response

    return middleware


def keep(request: Any, owner_id: int) -> bool:
    """Whether what was sent waits now for this person, to be sent again."""
    if not _is_a_persons(request) or asked_for(request).startswith(NEVER_KEPT):
        return False
    typed = unsent.typed_in(request)
    if typed is None:
        return False
    request.kept_in_browser = request.COOKIES.get(BROWSER) or secrets.token_urlsafe(16)
    unsent.keep(owner_id, browser_of(request.kept_in_browser), typed, now=timezone.now())
    return True


def _keep_after_the_end(request: Any, owner_id: int) -> bool:
    return not asked_for(request).startswith(OF_THE_ACCOUNT) and keep(request, owner_id)


def keep_own(request: Any) -> bool:
    """Of somebody who is signed in, and is asked for more."""
    is_of_now = _TokenOfNow(lambda _request: HttpResponse()).process_view(request, HttpResponse, (), {}) is None
    is_theirs = is_of_now or known_browsers.is_the_only_account(request, request.user.email)
    return is_theirs and keep(request, request.user.pk)


def token_is_old(request: Any, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    if _is_autosave(request):
        return _not_saved_by_itself()
    user = request.user
    is_theirs = user.is_authenticated and known_browsers.is_the_only_account(request, user.email)
    if is_theirs and _keep_after_the_end(request, user.pk):
        return redirect("unsent")
    if SWITCH in request.POST:
        # A language was pressed: that is no sending, and its page can be shown to anybody.
        return redirect(escape_leading_slashes(request.get_full_path()))
    return csrf_failure(request, reason)


def remember(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Not on a telephone that is shared: who types there when the session is over may be anybody."""
    if request.session.get(SHARED_PHONE):
        last_reader.forget(response)
    else:
        last_reader.remember(response, user)


def _is_a_persons(request: HttpRequest) -> bool:
    """Sent by a form of the portal's own page: neither by a script, which has its own answer, nor from another site."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is None:
        return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return fetched == "same-origin" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _is_autosave(request: HttpRequest) -> bool:
    """By the script of Wagtail's editor."""
    is_in_the_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
    return is_in_the_admin and request.headers.get("Accept") == "application/json"


def _not_saved_by_itself() -> JsonResponse:
    """Of Wagtail's own codes this one shows our words, and lets the script go on."""
    message = _(
        "Your sign-in has ended, so this page no longer saves by itself. Save it as a draft now: you sign in again, "
        "and your text is kept."
    )
    return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=403)


def _leads_to_the_sign_in(response: HttpResponseBase) -> bool:
    address = urlsplit(response.get("Location", "")).path
    return response.status_code == 302 and address in (reverse("account_login"), reverse("wagtailadmin_login"))


def _is_stored(request: HttpRequest, response: HttpResponseBase) -> bool:
    """What was sent: its answer leads on, neither back to the form nor to where people show who they are."""
    if response.status_code != 302:
        return False
    path = urlsplit(response["Location"]).path
    # Wagtail's editor comes back to the page that it has saved.
    is_form_again = path == request.path and not path.startswith(reverse("wagtailadmin_home"))
    return not is_form_again and not name_at(path).startswith(SHOWING_WHO)
