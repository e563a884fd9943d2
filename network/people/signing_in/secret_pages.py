"""Pages through which people get into their accounts and out again. Whoever holds the telephone next finds nothing of
them: not by Back, not in the browser's storage, not in an address passed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache

from portal import last_reader

View = Callable[..., HttpResponseBase]


def keeps_its_secret(view: View) -> View:
    """Of strangers too. A page with a form says of itself no more than its site: without that much, the browser sends
    the form from the origin "null", which is refused as another site's."""

    @wraps(view)
    def keeping(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = never_cache(view)(*args, **kwargs)
        response["Referrer-Policy"] = "strict-origin" if response.status_code == 200 else "no-referrer"
        return response

    return keeping


def nothing_stays(view: View) -> Any:
    """On signing out. That this browser has signed in before is told by a cookie that stays."""

    @wraps(view)
    def clearing(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
            last_reader.forget(response)
        return response

    return clearing
