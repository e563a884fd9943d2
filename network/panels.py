from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.mail import OutboxMail

from .models import AddressChange, JoiningProposal, Papers

# So long after its time a mail that still waits says that none goes out.
OVERDUE = timedelta(hours=1)


class PapersPanel(Component):
    """On the desk's home page: the envelopes that wait, and those that are awaited."""

    name = "papers"
    template_name = "network/desk/papers_panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"to_send": Papers.objects.to_send().count(), "awaited": Papers.objects.awaited().count()}


def add_papers_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("network.handle_papers"):
        panels.append(PapersPanel())


class MailsPanel(Component):
    """Mails that didn't get away: those given up, and those that wait because none goes out at all."""

    name = "mails"
    template_name = "network/desk/mails_panel.html"
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


class AddressesPanel(Component):
    """Changes of address that wait for the office to ask their owner."""

    name = "addresses"
    template_name = "network/desk/addresses_panel.html"
    order = 106

    def __init__(self, count: int, silenced: int) -> None:
        self.count, self.silenced = count, silenced

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"count": self.count, "silenced": self.silenced}


def add_addresses_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Only while there is something to do."""
    if not request.user.has_perm("network.view_addresschange"):
        return
    silenced = list(AddressChange.objects.silent(timezone.now()).values_list("silences_the_office", flat=True))
    if silenced:
        panels.append(AddressesPanel(len(silenced), sum(silenced)))


class JoiningPanel(Component):
    """Records of one person that a colleague wants to join, and another confirms."""

    name = "joining"
    template_name = "network/desk/joining_panel.html"
    order = 107

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"count": self.count}


def add_joining_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Only while there is something to do."""
    if not request.user.has_perm("network.end_membership"):
        return
    count = JoiningProposal.objects.count()
    if count:
        panels.append(JoiningPanel(count))
