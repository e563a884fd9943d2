from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from portal.logs import type_and_place

from .enums import Failure

logger = logging.getLogger(__name__)

PASS_SECONDS = 60
SILENT_IN_A_ROW = 3


class Pass:
    """One pass over the outbox on one connection, which is opened at the first mail and anew after a failure.

    A server that hangs must not hold it for long: it is over after three mails in a row without an answer, after a
    minute, and when no connection can be made at all.
    """

    def __init__(self, now: datetime) -> None:
        self._began_at, self._began = now, monotonic()
        self._connection: BaseEmailBackend | None = None
        self._silent = 0

    def __enter__(self) -> Pass:
        return self

    def __exit__(self, *error: object) -> None:
        self._hang_up()

    @property
    def now(self) -> datetime:
        return self._began_at + timedelta(seconds=monotonic() - self._began)

    def goes_on(self) -> bool:
        is_over = self._silent >= SILENT_IN_A_ROW or monotonic() - self._began > PASS_SECONDS
        return not is_over and self._is_connected()

    def _is_connected(self) -> bool:
        """A server that is away is no row's fault, so it is asked before one is taken."""
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except Exception as error:  # of whatever backend
                logger.warning("no mail goes out: %s", type_and_place(error))
                return False
            self._connection = connection
        return True

    def send(self, message: EmailMessage) -> None:
        message.connection = self._connection
        message.send()
        self._silent = 0

    def failed(self, failure: Failure) -> None:
        self._silent = self._silent + 1 if failure == Failure.NO_ANSWER else 0
        if failure != Failure.REFUSED:
            self._hang_up()

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # the other side may be gone
                connection.close()
