"""Files in a private bucket: who may see one gets a link to it that soon lapses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.documents.models import AbstractDocument

DOCUMENT_LINK_LIVES = timedelta(minutes=5)


def link_to_bucket(
    request: HttpRequest, file: FieldFile, content_type: str, *, lives: timedelta, disposition: str = ""
) -> HttpResponse | None:
    """The way to the bucket, for whoever may go it; None where the file lies on this machine, to be sent from here."""
    storage: Any = file.storage
    # Which django-storages' buckets alone have.
    if not getattr(storage, "querystring_auth", False):
        return None
    shown_as = {"ResponseContentType": content_type, "ResponseContentDisposition": disposition}
    address = storage.url(
        file.name,
        parameters={name: value for name, value in shown_as.items() if value},
        expire=int(lives.total_seconds()),
        http_method="HEAD" if request.method == "HEAD" else "GET",
    )
    response = HttpResponseRedirect(address)
    # Asked for again, the way is made anew: a link that was kept has lapsed.
    response["Cache-Control"] = "private, no-store"
    return response


def link_to_document(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Instead of Wagtail's own answers: a stream through this machine, or an address for everybody."""
    how = document.content_disposition
    return link_to_bucket(request, document.file, document.content_type, lives=DOCUMENT_LINK_LIVES, disposition=how)
