from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.mail import OutboxMail

# So long after its time a mail that still waits says that none goes out.
OVERDUE = timedelta(hours=1)


class MailsPanel(Component):
    """Mails that didn't get away: those given up, and those that wait because none goes out at all."""

    name = "mails"
    template_name = "network/people/mails/desk/panel.html"
    order = 105

    def __init__(self, given_up: int, overdue: int) -> None:
        self.given_up, self.overdue = given_up, overdue

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"given_up": self.given_up, "overdue": self.overdue}


def add_mails_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Only while there is something to do."""
    if not request.user.has_perm("portal.view_outboxmail"):
        return
    given_up = OutboxMail.objects.given_up().count()
    overdue = OutboxMail.objects.waiting().filter(next_try_at__lte=timezone.now() - OVERDUE).count()
    if given_up or overdue:
        panels.append(MailsPanel(given_up, overdue))
