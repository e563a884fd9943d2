"""People who are named at the desk by their network IDs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.facts import find_supporter
from network.models import Supporter


def who_can_lead(typed: Iterable[str]) -> list[Supporter]:
    """Each once. All that can't be is said at once."""
    found = {one: find_supporter(one) for one in typed}
    supporters = list(dict.fromkeys(one for one in found.values() if one is not None and not one.has_left))
    unknown = [one for one, supporter in found.items() if supporter not in supporters]
    closed = [one for one, supporter in found.items() if supporter is not None and supporter.has_closed_login]
    refused = [
        (unknown, _("Nobody in the network has this ID: %(ids)s")),
        (closed, _("Their login is closed, so nothing reaches them: %(ids)s")),
    ]
    errors = [ValidationError(said, params={"ids": ", ".join(ids)}) for ids, said in refused if ids]
    if errors:
        raise ValidationError(errors)
    return supporters
