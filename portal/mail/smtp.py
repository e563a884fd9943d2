"""Django's way to a mail server, but for one thing: it takes the quotes off a local part (portal.addresses), without
which servers that go by the standard refuse the recipient (RFC 5321, 4.1.2)."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence

from django.core.mail.backends import smtp

from portal.addresses import in_header


class _Quoting(smtplib.SMTP):
    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        return super().rcpt(in_header(recip), options)


class _QuotingFromTheStart(_Quoting, smtplib.SMTP_SSL):
    """On a port that speaks TLS from the first word."""


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _QuotingFromTheStart if self.use_ssl else _Quoting
