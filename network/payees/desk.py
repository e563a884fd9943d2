"""The payee account at the desk: keyed by those who have the paper, seen whole by those who pay."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from ..people.facts import user_id
from ..people.models import Supporter
from . import actions
from .forms import OVERRIDE_REASONS, SEEN_FOR, SeeForm
from .keying import PageView, Seat, answers
from .models import AccountEntry, PayeeAccount
from .rules.accounts import OverrideReason, SeenFor

KEY = "network.key_payeeaccount"
SEE = "network.see_payeeaccount"


class DeskSeat(Seat):
    templates = "network/payees/desk/account"
    by_supporter = False

    def address(self, page: str, *codes: str) -> str:
        name = "supporters:account" if page == "overview" else f"supporters:account_{page}"
        return reverse(name, args=[self.supporter.pk, *codes])

    def said(self, *, is_waiting: bool) -> str:
        if is_waiting:
            return _("The first keying is stored. It waits for the second.")
        return _("Both keyings are alike: the account is confirmed.")


def with_any(*permissions: str) -> Callable[[PageView], PageView]:
    """Hands the view the supporter of the address, to whoever has one of the permissions."""

    def guard(view: PageView) -> PageView:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            if not any(request.user.has_perm(permission) for permission in permissions):
                return permission_denied(request)
            return view(request, supporter=get_object_or_404(Supporter, pk=pk), **kwargs)

        return never_cache(guarded)

    return guard


def keyers_only(view: PageView) -> PageView:
    """Nobody keys an own account for the office, and an erased person has none."""

    @wraps(view)
    def guarded(request: HttpRequest, supporter: Supporter, **kwargs: Any) -> HttpResponseBase:
        if not may_key(request, supporter):
            return permission_denied(request)
        return view(request, supporter=supporter, **kwargs)

    return with_any(KEY)(guarded)


def may_key(request: HttpRequest, supporter: Supporter) -> bool:
    is_anothers = supporter.user_id != request.user.pk
    return request.user.has_perm(KEY) and is_anothers and supporter.erased_on is None


@with_any(KEY, SEE)
@require_safe
def overview(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    account = PayeeAccount.objects.filter(supporter=supporter).first()
    override = account.override_reason if account else ""
    context = {
        "supporter": supporter,
        "account": account,
        "override": OVERRIDE_REASONS[OverrideReason(override)] if override else "",
        "entry": AccountEntry.objects.filter(supporter=supporter).defer("values").first(),
        "may_key": may_key(request, supporter),
        "may_see": request.user.has_perm(SEE),
        "may_open_supporter": request.user.has_perm("network.view_supporter"),
    }
    return render(request, "network/payees/desk/account.html", context)


@keyers_only
@require_POST
def discard(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    try:
        actions.discard_keying(supporter, by_id=user_id(request), now=timezone.now())
    except actions.NothingKeyedError:
        messages.warning(request, _("There was no first keying any more."))
    else:
        messages.success(request, _("The first keying is discarded."))
    return redirect("supporters:account", supporter.pk)


@with_any(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def see(request: HttpRequest, supporter: Supporter) -> HttpResponse:
    """The values come with the answer to the question why, and are kept at no address."""
    account = get_object_or_404(PayeeAccount.objects.select_related("supporter"), supporter=supporter)
    form = SeeForm(request.POST or None)
    context: dict[str, Any] = {"supporter": supporter, "form": form}
    if form.is_valid():
        reason = SeenFor(form.cleaned_data["reason"])
        seen = actions.see_account(account, by_id=user_id(request), now=timezone.now(), reason=reason)
        context |= {"answers": answers(seen), "reason": SEEN_FOR[reason]}
    return render(request, "network/payees/desk/account_see.html", context)
