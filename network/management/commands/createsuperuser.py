from __future__ import annotations

from django.contrib.auth.management.commands import createsuperuser
from django.utils import timezone

from ...people.addresses.facts import is_address_reserved


class Command(createsuperuser.Command):
    """Django's, which asks the accounts alone whether an address is free."""

    def _validate_username(self, username: str, verbose_field_name: str, database: str) -> str | None:
        # The one seam that both ways of asking share; the stubs don't know it.
        refusal: str | None = super()._validate_username(  # type: ignore[misc]
            username, verbose_field_name, database
        )
        if refusal is None and is_address_reserved(username, but_for=None, now=timezone.now()):
            return "Error: This address is kept for somebody who can still take back that they left it."
        return refusal
