"""What the office decides on addresses: by another way than the mailbox that somebody else reads."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.desks import for_who_may
from portal.refusals import RefusedError
from portal.steps import STAFF_STEP

from ...facts import supporter_of, user_id
from ...models import Supporter
from .. import actions
from ..enums import AddressChangeState, AskedBy
from ..forms import AskedByForm, ForTheOwnerForm
from ..models import AddressChange
from ..rules import state_at, waits_until

HANDLE = "network.handle_addresschange"
LIST = "addresses:index"

# Verb → what is done, and what is said then.
VERBS: dict[str, tuple[Callable[..., None], str | Promise]] = {
    "confirm": (actions.let_address_change, gettext_lazy("The new address holds.")),
    "refuse": (
        actions.refuse_address_change,
        gettext_lazy("Nothing is changed. All devices are signed out, and the password is taken away."),
    ),
    "undo": (
        actions.undo_by_the_office,
        gettext_lazy("The old address holds again. All devices are signed out, and the password is taken away."),
    ),
}


# Whether it is silent → what is said when a link was sent.
ON_ITS_WAY = {
    False: gettext_lazy("A link is on its way to the new mailbox. The address changes when it is opened."),
    True: gettext_lazy(
        "A link is on its way to the new mailbox. Nothing goes to the old mailbox, because somebody else reads it. "
        "When the link has been opened, a colleague of yours confirms the change."
    ),
}


NOT_HERE = gettext_lazy(
    "This request does not wait any more: it was decided, taken back, or its time is over. What waits stands here."
)
WHO_LOST_THE_MAILBOX = gettext_lazy(
    "For somebody who has lost the mailbox and has neither password nor app. The address changes when the link in the "
    "new mailbox is opened. The old mailbox is told and can undo it for 72 hours."
)
OWN = gettext_lazy("Nobody decides on an own address. A colleague has to do it.")


def reader_in_words(change: AddressChange) -> str | Promise:
    """The network ID, as everywhere in the office; of a colleague nothing."""
    supporter = supporter_of(change.user)
    return str(supporter) if supporter else _("somebody of the office")


def note(change: AddressChange) -> str | Promise:
    return _("Took the place of what the office asked for openly") if change.silences_the_office else ""


def state_in_words(change: AddressChange) -> str | Promise:
    return AddressChangeState(state_at(change, timezone.now())).label


@for_who_may(HANDLE)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    open_ones = AddressChange.objects.for_the_office(timezone.now()).select_related("user__supporter")
    change = open_ones.filter(pk=pk).first()
    if change is None or change.user_id == user_id(request):
        # An old bookmark, or a colleague was quicker: of what is over nothing is shown.
        messages.warning(request, NOT_HERE if change is None else OWN)
        return redirect(LIST)
    form = AskedByForm(change.user, change.asked_at, request.POST or None)
    verb = request.POST.get("verb", "")
    if verb in VERBS and form.is_valid():
        act, said = VERBS[verb]
        try:
            act(change, asked_by=AskedBy(form.cleaned_data["asked_by"]), by_id=user_id(request), now=timezone.now())
        except RefusedError:
            messages.warning(request, _("This is not possible any more. Look at the list again."))
        else:
            messages.success(request, said)
        return redirect(LIST)
    context = {
        "change": change,
        "form": form,
        "state": state_at(change, timezone.now()),
        "state_in_words": state_in_words(change),
        "until": waits_until(change),
        "who": reader_in_words(change),
        "is_own_asking": change.asker_id == user_id(request),
    }
    return render(request, "network/people/addresses/desk/address.html", context)


@for_who_may(HANDLE)
def for_the_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who has lost the mailbox, and has neither password nor app."""
    members = Supporter.objects.filter(user__isnull=False, erased_on=None).exclude(user=user_id(request))
    supporter = get_object_or_404(members.select_related("user"), pk=pk)
    assert supporter.user is not None
    form = ForTheOwnerForm(supporter.user, timezone.now(), request.POST or None)
    if form.is_valid():
        change = actions.ask_for_the_owner(
            supporter.user,
            form.cleaned_data["email"],
            is_silent=form.cleaned_data["is_silent"],
            asked_by=AskedBy(form.cleaned_data["asked_by"]),
            by_id=user_id(request),
            now=timezone.now(),
        )
        messages.success(request, ON_ITS_WAY[change.is_silent])
        return redirect("supporters:inspect", pk)
    page = {"title": _("Change the e-mail address"), "button": _("Send a link to the new address"), "icon": "key"}
    back_url = reverse("supporters:inspect", args=[pk])
    context = {**page, "subtitle": supporter, "words": [WHO_LOST_THE_MAILBOX], "back_url": back_url, "form": form}
    return render(request, STAFF_STEP, context)
