from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip


class Compression(GZipMiddleware):
    """Of what is compressed, the length tells whether two things on it are alike. So whoever can put words on
    somebody's page, by a link that they follow, and sees how much is sent, could guess what else stands there (BREACH).
    No such page is compressed; of all others Django blurs the length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_compressed = _is_a_text(response) and not _may_hold_words_of_others(request)
        return super().process_response(request, response) if is_compressed else response


def is_taken(request: HttpRequest) -> bool:
    return bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))


def _is_a_text(response: HttpResponseBase) -> bool:
    is_text = response.headers.get("Content-Type", "").startswith("text/")
    return response.status_code == 200 and not response.streaming and is_text


def _may_hold_words_of_others(request: HttpRequest) -> bool:
    """Beside a person's own, that is: who brings no cookie is nobody."""
    return request.method != "GET" or bool(request.COOKIES and request.META.get("QUERY_STRING"))
