from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from portal.outages import outlast_outages
from portal.tick import tick

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Run the jobs that are due: once (for cron), or again and again with --loop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"]:
            outlast_outages(_for_ever)
        else:
            tick(timezone.now())


def _for_ever() -> None:
    while True:
        close_old_connections()
        tick(timezone.now())
        time.sleep(PAUSE_SECONDS)
