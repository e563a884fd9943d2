"""The desk sends spreadsheets of members the whole way, as in its browser."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.importing.enums import Column
from network.models import MemberImport, Supporter
from tests.network.spreadsheets import csv_file, member

INDEX = "/admin/member-import/"
MAPPING = {
    Column.NETWORK_ID: 0,
    Column.NAME: 1,
    Column.EMAIL: 2,
    Column.TELEPHONE: 3,
    Column.PREFECTURE: 4,
    Column.LANGUAGES: 5,
    Column.EXPERIENCE: 6,
    Column.EXPERIENCE_CONFIRMED_ON: 7,
    Column.QUALIFIED_ON: 8,
}
# A line with all that can be filled in.
FULL = member(
    *("BN-1", "Lan"),
    email="lan@example.org",
    telephone="090-0000-0001",
    prefecture="大阪",
    languages="vi",
    experience="yes",
    confirmed="2024-04-01",
    qualified="2024-05-01",
)
Outcomes = list[tuple[int, str, list[list[str]]]]


class Office:
    """Sends files the whole way, as the desk does in its browser."""

    def __init__(self, client: Client, commit: DjangoCaptureOnCommitCallbacks) -> None:
        self.client = client
        self.commit = commit

    def send(self, *lines: list[str]) -> MemberImport:
        self.client.post(INDEX, upload(csv_file(*lines)))
        return MemberImport.objects.latest("pk")

    def check(self, *lines: list[str]) -> MemberImport:
        sent = self.send(*lines)
        choose(self.client, sent, columns())
        sent.refresh_from_db()
        return sent

    def start(self, checked: MemberImport) -> MemberImport:
        with self.commit(execute=True):
            start(self.client, checked)
        checked.refresh_from_db()
        return checked

    def imported(self, *lines: list[str]) -> MemberImport:
        return self.start(self.check(*lines))

    def bring_in(self, *lines: list[str]) -> Outcomes:
        return outcomes(self.imported(*lines))

    def undo(self, done: MemberImport) -> MemberImport:
        with self.commit(execute=True):
            self.client.post(f"{INDEX}{done.pk}/undo/", {"idempotency_key": str(uuid.uuid4())})
        done.refresh_from_db()
        return done


def upload(content: bytes, name: str = "members.csv") -> dict[str, Any]:
    return {"idempotency_key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content)}


def columns(**changes: str) -> dict[str, str]:
    chosen = {f"column_{place}": column.value for column, place in MAPPING.items()}
    return {"usual_language": "ja", **chosen, **changes}


def chosen_as_shown(client: Client, sent: MemberImport, chosen: Mapping[str, str]) -> dict[str, str]:
    """What a browser sends for the columns that its page shows now."""
    form = client.get(f"{INDEX}{sent.pk}/columns/").context["form"]
    return {form.add_prefix(name): value for name, value in chosen.items()}


def choose(client: Client, sent: MemberImport, chosen: Mapping[str, str]) -> Any:
    return client.post(f"{INDEX}{sent.pk}/columns/", chosen_as_shown(client, sent, chosen))


def start(client: Client, checked: MemberImport) -> Any:
    """What its page shows now."""
    page = client.get(f"{INDEX}{checked.pk}/")
    return client.post(f"{INDEX}{checked.pk}/start/", {"checked_at": page.context["checked_at"]})


def outcomes(member_import: MemberImport) -> Outcomes:
    return list(member_import.lines.values_list("number", "outcome", "problems"))


def undone(member_import: MemberImport) -> list[tuple[int, str, list[list[str]]]]:
    return list(member_import.lines.values_list("number", "undone", "stays"))


def network_ids() -> list[str]:
    return list(Supporter.objects.order_by("network_id").values_list("network_id", flat=True))
