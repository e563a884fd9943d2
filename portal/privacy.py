"""Who may see what editors publish. Pages are for everybody (L7); a collection's documents may be for those who have
signed in, or for some groups. Images are public: they stand on pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail.documents.models import AbstractDocument
from wagtail.models import CollectionViewRestriction


def pages_stay_public(**kwargs: Any) -> None:
    """Before a restriction of a page is stored, by whatever way."""
    raise PermissionDenied


def no_password_is_shared(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Everybody in the network has a login; a password passed from hand to hand would be nobody's."""
    if instance.restriction_type == CollectionViewRestriction.PASSWORD:
        raise PermissionDenied


def ask_who_may_see(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Before Wagtail asks, which sends to a sign-in of its own, again and again those who lack the group."""
    refused = [each for each in document.collection.get_view_restrictions() if not each.accept_request(request)]
    if not refused:
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    response = redirect_to_login(request.get_full_path())
    add_never_cache_headers(response)
    return response
