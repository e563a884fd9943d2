"""What the desk does with mails that were given up; each view calls one action and says what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from portal.desks import for_who_may, pressed_by_who_may
from portal.mail import OutboxMail, actions, letter_kinds
from portal.steps import STAFF_STEP

from ...facts import supporter_of, user_id

HANDLE = "portal.handle_outboxmail"
LIST = "mails:index"
WHEN_WRONG = gettext_lazy(
    "No more news goes to this address, until its owner confirms another one or signs in by a code sent there. Their "
    "page asks them for another address. Codes and links that they ask for themselves still go there."
)


def reader_in_words(mail: OutboxMail) -> str | Promise:
    """The network ID, as everywhere in the office; of a colleague nothing."""
    supporter = supporter_of(mail.recipient) if mail.recipient else None
    if supporter is not None:
        return str(supporter)
    return _("somebody of the office") if mail.recipient else _("an address without account")


def kind_in_words(mail: OutboxMail) -> str | Promise:
    kind = letter_kinds().get(mail.kind)
    return kind.words if kind else mail.kind


@pressed_by_who_may(HANDLE)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail, pk=pk)
    if actions.try_again(mail, by_id=user_id(request), now=timezone.now()):
        messages.success(request, _("The mail is on its way again. If it fails once more, it comes back to this list."))
    return redirect(LIST)


@for_who_may(HANDLE)
def all_again(request: HttpRequest) -> HttpResponse:
    """After the mail server was away."""
    mails = OutboxMail.objects.given_up().defer("sealed").order_by("settled_at")
    if request.method != "POST":
        page = {"title": _("Try all again"), "button": _("Try all again"), "icon": "mail", "back_url": reverse(LIST)}
        return render(request, STAFF_STEP, {**page, "words": [_waiting(mails.count())]})
    done = sum(actions.try_again(mail, by_id=user_id(request), now=timezone.now()) for mail in mails)
    said = ngettext("%(count)d mail is on its way again.", "%(count)d mails are on their way again.", done)
    messages.success(request, said % {"count": done})
    return redirect(LIST)


def _waiting(count: int) -> str:
    said = ngettext(
        "%(count)d mail could not be sent. Try again when the mail server works.",
        "%(count)d mails could not be sent. Try again when the mail server works.",
        count,
    )
    return said % {"count": count}


@for_who_may(HANDLE)
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail.objects.defer("sealed"), pk=pk)
    if request.method != "POST":
        page = {"title": _("Address is wrong"), "button": _("Address is wrong"), "icon": "mail"}
        words = [f"{kind_in_words(mail)}: {mail.get_failure_display()}", WHEN_WRONG]
        context = {**page, "subtitle": reader_in_words(mail), "words": words, "back_url": reverse(LIST)}
        return render(request, STAFF_STEP, context)
    if actions.say_address_is_wrong(mail, by_id=user_id(request), now=timezone.now()):
        messages.success(request, _("No more news goes to this address. The person's page asks for another one."))
    return redirect(LIST)
