from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...people.actions.second_factor import take_second_factor_off
from ...people.models import User


class Command(BaseCommand):
    help = "Take the sign-in app off an account whose telephone and recovery codes are lost. Make sure first who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="for the audit record: who made sure, and how")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("No account has this address.")
        if not take_second_factor_off(user, now=timezone.now(), reason=options["reason"][:200]):
            raise CommandError("This account has no app.")
        self.stdout.write("Done. At the next visit to the office the portal asks to set up an app again.")
