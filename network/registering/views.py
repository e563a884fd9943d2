"""The pages on which somebody registers, from the first question to "look into your mail" (R1, R2)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.forms import SWITCH
from portal.idempotency import once, result_of

from ..people.signing_in import first_proof, known_browsers
from . import actions
from .answers import listed
from .drafts import STEPS, RegistrationDraft
from .forms import RegistrationForm, SendAgainForm

INCOMPLETE = "incomplete"
CHECK = "check"
ORDER = [*STEPS, CHECK]
# In place of the one who is signed in (portal.idempotency): the key itself can't be guessed.
ANYBODY = "anonymous"
# Whether something else was sent now, a password first of all, nobody can tell: nothing is kept that would.
SENT_BEFORE = gettext_lazy("This page had been sent before. What was sent first counts, the password too.")


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    return redirect("my_page") if request.user.is_authenticated else redirect("network:register_step", ORDER[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    if request.user.is_authenticated:
        return redirect("my_page")
    draft = _draft(request)
    if request.method == "POST":
        draft.keep(name, request.POST)
        if SWITCH in request.POST:
            return redirect(_address(name))
    elif request.session.session_key is None:
        # Before the page sends anything: two requests at once would begin one each, and the later one would hide what
        # the other keeps.
        request.session.create()
    form = _form(request, draft, name)
    if request.method == "POST" and form.is_valid():
        return redirect(_address(ORDER[ORDER.index(name) + 1]))
    return render(request, "network/registering/register.html", {"form": form, "draft": draft, **_place(name)})


def _form(request: HttpRequest, draft: RegistrationDraft, name: str) -> forms.Form:
    if request.method == "POST":
        return STEPS[name](request.POST)
    if INCOMPLETE in request.GET and draft.typed(name):
        return draft.form(name)
    return STEPS[name](initial=draft.shown(name))


@require_POST
def keep(request: HttpRequest, name: str) -> HttpResponse:
    """What the page sends while somebody types."""
    if name not in STEPS:
        raise Http404
    draft = _draft(request)
    # The page has begun a session. Where it is gone, so is all that was typed: somebody had it deleted.
    if request.session.session_key is not None:
        draft.keep(name, request.POST)
    return HttpResponse(status=204)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """For whoever types on a device that others use."""
    # What the page has sent before comes late to a session that is gone.
    request.session.flush()
    messages.info(request, _("What you had typed is deleted from this device and from the portal."))
    return redirect("network:register")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The answers, the consent and the password; then, once, the registration itself."""
    if request.user.is_authenticated:
        return redirect("my_page")
    draft = _draft(request)
    form = _whole_form(request, draft)
    if form.is_valid():
        if draft.is_begun and draft.sign != form.cleaned_data["shown"]:
            messages.warning(request, form.CHANGED)
            return redirect("network:register_check")
        said, key = form.registration(), form.cleaned_data["idempotency_key"]
        if result_of(ANYBODY, key):
            messages.warning(request, SENT_BEFORE)
        address = once(ANYBODY, key, partial(_register, request, said), now=timezone.now())
        first_proof.remember_password(request, key)
        draft.discard()
        return redirect(address)
    key = form.cleaned_data.get("idempotency_key") if form.is_bound and not form.is_switching else None
    if key is not None and (done := result_of(ANYBODY, key)):
        # The first answer was lost, and the draft is gone since.
        messages.warning(request, SENT_BEFORE)
        return redirect(done)
    missing = draft.first_incomplete()
    if missing is not None:
        address = _address(missing)
        return redirect(f"{address}?{INCOMPLETE}=1" if draft.typed(missing) else address)
    context = {"form": form, "draft": draft, "answers": listed(draft), **_place(CHECK)}
    return render(request, "network/registering/register_check.html", context)


def _register(request: HttpRequest, said: actions.Registration) -> str:
    actions.register(said, quota=known_browsers.quota(request, said.email), now=timezone.now())
    return reverse("network:registered")


def _whole_form(request: HttpRequest, draft: RegistrationDraft) -> RegistrationForm:
    if request.method == "POST":
        return RegistrationForm(draft.together(request.POST))
    return RegistrationForm(initial={"idempotency_key": draft.key, "shown": draft.sign})


@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """Says the same to everybody: whether an address was known is told to its owner alone."""
    return render(request, "network/registering/registered.html", {"form": SendAgainForm()})


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        return render(request, "network/registering/registered.html", {"form": form})
    actions.send_registration_again(
        form.cleaned_data["email"], language=get_language() or settings.LANGUAGE_CODE, now=timezone.now()
    )
    messages.info(request, _("If this address is known here, an e-mail is on its way to it."))
    return redirect("network:registered")


def _draft(request: Any) -> RegistrationDraft:
    return RegistrationDraft(request.session, timezone.now())


def _address(name: str) -> str:
    return reverse("network:register_check") if name == CHECK else reverse("network:register_step", args=[name])


def _place(name: str) -> dict[str, Any]:
    at = ORDER.index(name)
    return {"step": name, "number": at + 1, "total": len(ORDER), "back_url": _address(ORDER[at - 1]) if at else ""}
