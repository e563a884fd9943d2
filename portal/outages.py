"""What runs for weeks (the worker, the clock) outlasts a database that is locked, is started anew or can't be reached:
ended, it would take the server of `dev.py run` along, and elsewhere wait for somebody to see it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connections

from .logs import type_and_place

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0


def outlast_outages(act: Callable[[], None], *, pause: float = PAUSE_SECONDS) -> None:
    """Acts again after each of them, until the acting ends by itself."""
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            # The text of an error can hold a person's data.
            logger.error("the database does not answer, trying again: %s", type_and_place(error))
            connections.close_all()
            time.sleep(pause)
