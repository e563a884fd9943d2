from __future__ import annotations

from datetime import datetime, timedelta

from portal.tick import Job

from .importing.actions.standing import forget_old_imports, go_on_with_standing_imports
from .papers.actions import remind_of_renewal
from .people.actions.second_factor import forget_old_codes
from .people.addresses.actions import forget_old_address_changes, lapse_address_changes
from .people.models import BrowserSession


def due_jobs() -> list[Job]:
    return [
        Job("network.remind_of_renewal", timedelta(hours=6), remind_of_renewal),
        Job("network.forget_old_sessions", timedelta(days=1), forget_old_sessions),
        Job("network.forget_old_codes", timedelta(hours=1), forget_old_codes),
        Job("network.lapse_address_changes", timedelta(hours=1), lapse_address_changes),
        Job("network.forget_old_address_changes", timedelta(days=1), forget_old_address_changes),
        Job("network.forget_old_imports", timedelta(hours=1), forget_old_imports),
        Job("network.go_on_with_standing_imports", timedelta(minutes=10), go_on_with_standing_imports),
    ]


def forget_old_sessions(now: datetime) -> None:
    BrowserSession.objects.filter(expire_date__lt=now).delete()
