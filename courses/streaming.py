"""Files that can be sought in: RFC 9110, section 14. Django's and the server's own answers ignore ranges."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.translation import gettext as _

from portal.links import link_to_bucket
from portal.readings import whole_number
from portal.templatetags.portal_tags import without_furigana

logger = logging.getLogger(__name__)

CHUNK_BYTES = 64 * 1024
ONE_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)$")
# Kept by the reader's own browser, so that seeking back costs no data; but it asks each time, for a lecture may have
# been taken down since. Shared caches keep nothing.
CACHE_CONTROL = "private, no-cache"


# Longer than the recording: who watches it without a break has its link to the end.
LINK_OUTLIVES_RECORDING = timedelta(minutes=10)


def serve_file(request: HttpRequest, file: FieldFile, content_type: str, *, length: timedelta) -> HttpResponseBase:
    """From this machine with ranges; from a bucket by a link that lapses some time after `length`."""
    to_bucket = link_to_bucket(request, file, content_type, lives=length + LINK_OUTLIVES_RECORDING)
    return to_bucket or _serve_from_here(request, file, content_type)


def _serve_from_here(request: HttpRequest, file: FieldFile, content_type: str) -> HttpResponseBase:
    try:
        size = file.size
    except FileNotFoundError:
        return _missing(file)
    etag = f'"{Path(file.name or "").name}-{size}"'
    wanted = _range(request, size, etag)
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    elif wanted is None:
        response = StreamingHttpResponse(_read(file, 0, size), content_type=content_type)
        response["Content-Length"] = str(size)
    elif wanted.start >= wanted.stop:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = StreamingHttpResponse(_read(file, wanted.start, len(wanted)), status=206, content_type=content_type)
        response["Content-Length"] = str(len(wanted))
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _missing(file: FieldFile) -> HttpResponse:
    """In words for whoever opens the address by itself; a player says so in its own."""
    logger.error("the file of recording %s is missing", file.instance.pk)
    words = without_furigana(_("The file of this recording is missing. Please tell the office."))
    response = HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response


def _range(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes asked for; an empty range where none can be had; None for the whole file."""
    match = ONE_RANGE.match(request.headers.get("Range", ""))
    if match is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = (_at_most(size, digits) for digits in match.groups())
    if first is None:
        return None if last is None else range(size - last, size)
    # An end before the start is no range at all.
    return None if last is not None and last < first else range(first, size if last is None else min(last + 1, size))


def _at_most(size: int, digits: str) -> int | None:
    """However many digits there are: Python reads no more than some thousands."""
    if not digits:
        return None
    number = whole_number(digits)
    return size if number is None else min(number, size)


def _read(file: FieldFile, start: int, length: int) -> Iterator[bytes]:
    with file.storage.open(file.name or "") as stream:
        stream.seek(start)
        while length > 0 and (chunk := stream.read(min(CHUNK_BYTES, length))):
            length -= len(chunk)
            yield chunk
