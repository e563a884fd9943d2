"""What a page says above itself, the next time that one is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def say_once(request: HttpRequest, text: str) -> None:
    """Whoever is sent on from many pages, in many windows, reads it once: it isn't added to one that still waits."""
    waiting = messages.get_messages(request)
    is_waiting = any(str(one) == text for one in waiting)
    # Looked at here, read by nobody.
    waiting.used = False  # type: ignore[union-attr]  # a list only where there are no sessions
    if not is_waiting:
        messages.info(request, text)
