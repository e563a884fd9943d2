"""Mail addresses as Japanese carriers have given them out: with dots in a row, or right before the @."""

from __future__ import annotations

import re

from django.core.validators import EmailValidator

_DOT_ATOM = re.compile(r"[^.]+(\.[^.]+)*")


class AddressValidator(EmailValidator):
    user_regex = re.compile(r"[-!#$%&'*+/=?^_`{}|~0-9A-Z.]+\Z", re.IGNORECASE)


validate_address = AddressValidator()
_QUOTED = re.compile(r'"([^"\\]+)"(@.+)')


def in_header(address: str) -> str:
    """A local part with such dots stands in quotes (RFC 5322, 3.4.1); programs that read the header refuse it else."""
    local, _at, domain = address.rpartition("@")
    return address if _DOT_ATOM.fullmatch(local) else f'"{local}"@{domain}'


def as_typed(address: str) -> str:
    """Without the quotes that programs put around a local part, or leave out."""
    return _QUOTED.sub(r"\1\2", address)
