"""What the desk does with mails that were given up; each view calls one action and says what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from portal.mail import OutboxMail, actions, letter_kinds

from ..facts import supporter_of, user_id

HANDLE = "portal.handle_outboxmail"
LIST = "mails:index"


def reader_in_words(mail: OutboxMail) -> str | Promise:
    """The network ID, as everywhere in the office; of a colleague nothing."""
    supporter = supporter_of(mail.recipient) if mail.recipient else None
    if supporter is not None:
        return str(supporter)
    return _("somebody of the office") if mail.recipient else _("an address without account")


def kind_in_words(mail: OutboxMail) -> str | Promise:
    kind = letter_kinds().get(mail.kind)
    return kind.words if kind else mail.kind


@permission_required(HANDLE)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail, pk=pk)
    if actions.try_again(mail, by_id=user_id(request), now=timezone.now()):
        messages.success(request, _("The mail is on its way again. If it fails once more, it comes back to this list."))
    return redirect(LIST)


@permission_required(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def all_again(request: HttpRequest) -> HttpResponse:
    """After the mail server was away."""
    mails = OutboxMail.objects.given_up().defer("sealed").order_by("settled_at")
    if request.method != "POST":
        return render(request, "network/desk/mails_again.html", {"count": mails.count()})
    done = sum(actions.try_again(mail, by_id=user_id(request), now=timezone.now()) for mail in mails)
    said = ngettext("%(count)d mail is on its way again.", "%(count)d mails are on their way again.", done)
    messages.success(request, said % {"count": done})
    return redirect(LIST)


@permission_required(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail.objects.defer("sealed"), pk=pk)
    if request.method != "POST":
        said = {"reader": reader_in_words(mail), "kind": kind_in_words(mail)}
        return render(request, "network/desk/mail_wrong.html", {"mail": mail, **said})
    if actions.say_address_is_wrong(mail, by_id=user_id(request), now=timezone.now()):
        messages.success(request, _("No more news goes to this address. The person's page asks for another one."))
    return redirect(LIST)
