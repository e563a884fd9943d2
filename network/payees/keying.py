"""The pages on which an account is keyed: bank, branch, number and holder, check. The owner walks through them in the
portal and the desk in the admin; what differs between the two is their seat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from portal.steps import take

from ..people.facts import user_id
from ..people.models import Supporter
from . import banks
from .actions import KeyingsDifferError, key_account
from .enums import AccountKind
from .forms import FIELDS, KeyingForm, NumberForm, PostForm, SearchForm, UnlistedForm
from .models import AccountEntry
from .rules.accounts import JAPAN_POST_BANK, Keyed, without_separators

MOST_SHOWN = 30

PageView = Callable[..., HttpResponseBase]


class Seat:
    """From where an account is keyed."""

    templates: ClassVar[str]
    by_supporter: ClassVar[bool]

    def __init__(self, supporter: Supporter) -> None:
        self.supporter = supporter

    def address(self, page: str, *codes: str) -> str:
        raise NotImplementedError

    def said(self, *, is_waiting: bool) -> str:
        raise NotImplementedError


@method_decorator(never_cache, name="dispatch")
class KeyingPage(View):
    seat_class: type[Seat] = Seat

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seat = self.seat_class(kwargs["supporter"])

    def shown(self, page: str, **context: Any) -> HttpResponse:
        context = {"supporter": self.seat.supporter, "overview_url": self.seat.address("overview"), **context}
        return render(self.request, f"{self.seat.templates}_{page}.html", context)


class ChoosingPage(KeyingPage):
    """A search by GET, and what it found as links; a whole code leads straight on."""

    def get(self, request: HttpRequest, **codes: Any) -> HttpResponse:
        form = SearchForm(request.GET or None)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = self.found(words)
        if [place.code for place in found] == [without_separators(words)]:
            return redirect(self.next_address(found[0]))
        return self.shown(
            "choose",
            form=form,
            words=words,
            found=[(place, self.next_address(place)) for place in found[:MOST_SHOWN]],
            is_more=len(found) > MOST_SHOWN,
            data_day=banks.data_date(),
            unlisted_url=self.seat.address("unlisted"),
            **self.described(),
        )

    def found(self, words: str) -> list[banks.Place]:
        raise NotImplementedError

    def next_address(self, place: banks.Place) -> str:
        raise NotImplementedError

    def described(self) -> dict[str, Any]:
        raise NotImplementedError


class BankPage(ChoosingPage):
    def found(self, words: str) -> list[banks.Place]:
        return banks.find_banks(words)

    def next_address(self, place: banks.Place) -> str:
        if place.code == JAPAN_POST_BANK:
            return self.seat.address("post")
        return self.seat.address("branch", place.code)

    def described(self) -> dict[str, Any]:
        return {
            "title": _("Which bank?"),
            "post_url": self.seat.address("post"),
            "back_url": self.seat.address("overview"),
        }


class BranchPage(ChoosingPage):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.bank = known(banks.bank(kwargs["bank"]))

    def found(self, words: str) -> list[banks.Place]:
        return banks.find_branches(self.bank.code, words) if words else banks.few_branches(self.bank.code, MOST_SHOWN)

    def next_address(self, place: banks.Place) -> str:
        return self.seat.address("number", self.bank.code, place.code)

    def described(self) -> dict[str, Any]:
        return {"title": _("Which branch?"), "bank": self.bank, "back_url": self.seat.address("bank")}


class FormPage(KeyingPage):
    """Typed, shown back as it will be stored, and only then stored."""

    def form(self, data: Any = None) -> KeyingForm:
        raise NotImplementedError

    def described(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **codes: Any) -> HttpResponse:
        return self._typing(self.form())

    def post(self, request: HttpRequest, **codes: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid() or "change" in request.POST:
            return self._typing(form)
        if "store" in request.POST:
            return self._store(form)
        return self.shown("check", form=form, answers=[*self.as_typed(form), *answers(form.keyed())])

    def as_typed(self, form: KeyingForm) -> list[dict[str, Any]]:
        return []

    def _typing(self, form: KeyingForm, differing: tuple[str, ...] = ()) -> HttpResponse:
        fields = [FIELDS[field] for field in differing]
        return self.shown("form", form=form, differing=fields, data_day=banks.data_date(), **self.described())

    def _store(self, form: KeyingForm) -> HttpResponse:
        try:
            step = take(self.request, form, lambda now: self._key(form.keyed(), now), self.seat.address("overview"))
        except KeyingsDifferError as refusal:
            return self._typing(form, refusal.fields)
        is_waiting = AccountEntry.objects.filter(supporter=self.seat.supporter).exists()
        messages.success(self.request, self.seat.said(is_waiting=is_waiting))
        return step.done or self._typing(form)

    def _key(self, keyed: Keyed, now: datetime) -> None:
        by_id, by_supporter = user_id(self.request), self.seat.by_supporter
        key_account(self.seat.supporter, keyed, by_id=by_id, by_supporter=by_supporter, now=now)


class NumberPage(FormPage):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.bank = known(banks.bank(kwargs["bank"]))
        self.branch = known(banks.branch(self.bank.code, kwargs["branch"]))

    def form(self, data: Any = None) -> KeyingForm:
        return NumberForm(data, bank=self.bank, branch=self.branch)

    def described(self) -> dict[str, Any]:
        back = self.seat.address("branch", self.bank.code)
        return {"bank": self.bank, "branch": self.branch, "back_url": back, "title": _("Number and holder")}


class PostPage(FormPage):
    def form(self, data: Any = None) -> KeyingForm:
        return PostForm(data)

    def described(self) -> dict[str, Any]:
        return {
            "title": _("Japan Post Bank"),
            "branches_url": self.seat.address("branch", JAPAN_POST_BANK),
            "back_url": self.seat.address("bank"),
        }

    def as_typed(self, form: KeyingForm) -> list[dict[str, Any]]:
        return [answer(form.fields[field].label, form.cleaned_data[field]) for field in ("symbol", "number")]


class UnlistedPage(FormPage):
    def form(self, data: Any = None) -> KeyingForm:
        return UnlistedForm(data)

    def described(self) -> dict[str, Any]:
        return {"title": _("Not in the list"), "back_url": self.seat.address("bank")}


def known(place: banks.Place | None) -> banks.Place:
    if place is None:
        raise Http404
    return place


def answer(label: str | Promise | None, value: object) -> dict[str, Any]:
    return {"label": label or "", "value": value}


def answers(keyed: Keyed) -> list[dict[str, Any]]:
    return [
        answer(_("Bank"), f"{keyed.bank_name} ({keyed.bank_code})"),
        answer(_("Branch"), f"{keyed.branch_name} ({keyed.branch_code})"),
        answer(_("Kind of account"), AccountKind(keyed.kind).label),
        answer(_("Account number"), keyed.number),
        answer(_("Account holder in kana"), keyed.holder),
    ]


PAGES: dict[str, tuple[str, type[KeyingPage]]] = {
    "bank": ("bank/", BankPage),
    "branch": ("bank/<str:bank>/", BranchPage),
    "number": ("bank/<str:bank>/<str:branch>/", NumberPage),
    "post": ("post/", PostPage),
    "unlisted": ("unlisted/", UnlistedPage),
}


def keying_patterns(prefix: str, seat: type[Seat], guard: Callable[[PageView], PageView]) -> list[URLPattern]:
    """The pages under one address; the guard lets in who may key, and hands the view the supporter."""
    return [
        path(prefix + route, guard(page.as_view(seat_class=seat)), name=f"account_{name}")
        for name, (route, page) in PAGES.items()
    ]
