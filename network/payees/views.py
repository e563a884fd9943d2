"""The payee account as its owner sees and keys it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.notices import say_once

from ..people.facts import signed_in_supporter
from ..people.models import Supporter
from .facts import views_of
from .forms import SEEN_FOR
from .keying import PageView, Seat
from .models import AccountEntry, PayeeAccount
from .rules.accounts import SeenFor


class OwnSeat(Seat):
    templates = "network/payees/account"
    by_supporter = True

    def address(self, page: str, *codes: str) -> str:
        return reverse("network:account" if page == "overview" else f"network:account_{page}", args=codes)

    def said(self, *, is_waiting: bool) -> str:
        return _("Your account is stored. The office compares it with your payee form.")


def owners_only(view: PageView) -> PageView:
    """Hands the view the supporter who is signed in."""

    @wraps(view)
    def only(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        supporter = signed_in_supporter(request)
        if supporter is None:
            say_once(request, _("This page is for registered supporters."))
            return redirect("my_page")
        return view(request, supporter=supporter, **kwargs)

    return only


@require_safe
@owners_only
@never_cache
def account(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    context = {
        "account": PayeeAccount.objects.filter(supporter=supporter).first(),
        "entry": AccountEntry.objects.filter(supporter=supporter).defer("values").first(),
        "views": [(view.at, SEEN_FOR[SeenFor(view.reason)]) for view in views_of(supporter)],
        "key_url": reverse("network:account_bank"),
    }
    return render(request, "network/payees/account.html", context)
