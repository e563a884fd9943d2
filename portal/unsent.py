"""What was sent while nobody was signed in any more: kept, encrypted, for the person who typed it and the browser in
which it was typed, until they send it again or throw it away, or a day is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import models
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import escape_leading_slashes

from .fields import EncryptedJSONField, Padded, bytes_of, keyed_hash
from .forgetting import forget
from .forms import SWITCH
from .numbered import Numbered

KEPT_FOR = timedelta(days=1)
MOST_BYTES = 512 * 1024
MOST_FORMS = 5
"""Of one person; the oldest goes."""

SENT_AGAIN = "unsent"
"""In the address to which a kept form is sent: which one it is."""

BROWSER = "unsent_in"
"""A cookie: a random name of the browser in which something waits."""

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError, MultiPartParserError)


class UnsentForm(Numbered):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # A keyed hash of the name in the browser's cookie.
    browser = models.CharField(max_length=64)
    typed = EncryptedJSONField()
    kept_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kept_at"], name="unsent_form_by_age")]

    @property
    def name(self) -> str:
        """What the person can know it by: the title in it, or the address of its page."""
        titles: list[str] = self.typed["fields"].get("title", [""])
        return titles[-1] or urlsplit(self.typed["address"]).path

    @property
    def action(self) -> str:
        address = self.typed["address"]
        return f"{address}{'&' if '?' in address else '?'}{SENT_AGAIN}={self.pk}"


def typed_in(request: HttpRequest) -> dict[str, Any] | None:
    """Without passwords, tokens and files; None if there is nothing, or too much."""
    try:
        posted, has_files = request.POST, bool(request.FILES)
    except UNREADABLE:
        return None
    left_out = ("csrfmiddlewaretoken", SWITCH)
    fields = {
        name: values for name, values in posted.lists() if name not in left_out and "password" not in name.lower()
    }
    typed = {
        "address": _without_mark(request),
        "fields": fields,
        "has_files": has_files,
        "is_multipart": request.content_type == "multipart/form-data",
    }
    return typed if fields and bytes_of(typed) <= MOST_BYTES else None


def browser_of(name: str) -> str:
    return keyed_hash(name, purpose="browser with unsent forms")


def keep(owner_id: int, browser: str, typed: dict[str, Any], *, now: datetime) -> None:
    UnsentForm.objects.create(owner_id=owner_id, browser=browser, typed=Padded(typed), kept_at=now)
    forms = UnsentForm.objects.filter(owner=owner_id)
    newest = forms.order_by("-kept_at", "-pk").values_list("pk", flat=True)[:MOST_FORMS]
    forms.exclude(pk__in=list(newest)).delete()


def waiting(owner_id: int | None, browser: str, *, now: datetime) -> models.QuerySet[UnsentForm]:
    kept = UnsentForm.objects.filter(owner=owner_id, browser=browser, kept_at__gt=now - KEPT_FOR)
    return kept.order_by("-kept_at", "-pk")


def throw_away(owner_id: int | None, pk: int) -> None:
    UnsentForm.objects.filter(owner=owner_id, pk=pk).delete()


def forget_old_forms(now: datetime) -> None:
    forget(UnsentForm.objects.filter(kept_at__lte=now - KEPT_FOR))


def _without_mark(request: HttpRequest) -> str:
    query: QueryDict = request.GET.copy()
    query.pop(SENT_AGAIN, None)
    path = escape_leading_slashes(request.path)  # or the form would be sent to another host
    return f"{path}?{query.urlencode()}" if query else path
