"""Whoever asks for what a copied session must not be enough for shows first, once more, that it is they. The room that
knows the accounts answers the hook `portal_way_to_prove`."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks


def way_to_prove(request: HttpRequest, wanted: str) -> str | None:
    """The address of the page on which it is shown, and which leads on to the wanted one; None: it was shown just now.
    With nobody to answer this fails: a guard that is missing must not let everybody pass."""
    (answer,) = hooks.get_hooks("portal_way_to_prove")
    way: str | None = answer(request, wanted)
    return way
