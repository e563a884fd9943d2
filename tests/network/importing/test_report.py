"""What the desk reads about a file: before it starts, and when it is done."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from network.models import Supporter
from tests.factories import SupporterFactory
from tests.network.bringing_in import INDEX, Office, chosen_as_shown, columns
from tests.network.spreadsheets import member
from tests.queries import Queries

pytestmark = pytest.mark.django_db


def test_report_names_every_reason_in_words(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa", qualified="2024/2/31"), member("BN-2", "Lan"))

    response = office.client.get(f"{INDEX}{checked.pk}/")

    assert [reported["remarks"] for reported in response.context["lines"]] == [
        [
            "E-mail: This is no e-mail address.",
            "Qualified through the course on: The calendar has no such day.",
        ],
        [],
    ]
    assert "Import 1 line" in response.text


def test_report_is_filtered_by_outcome(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa"), member("BN-2", "Lan"))

    def shown(query: str) -> list[str]:
        lines = office.client.get(f"{INDEX}{checked.pk}/{query}").context["lines"]
        return [reported["line"].written for reported in lines]

    assert shown("?outcome=wrong") == ["BN-1"]
    assert shown("?outcome=new") == ["BN-2"]
    assert shown("?outcome=nonsense&p=99") == ["BN-1", "BN-2"]


def test_report_asks_as_much_for_many_lines_as_for_one(
    office: Office, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    one = office.check(member("BN-1", "Lan"))
    many = office.check(*(member(f"BN-{number}", "Lan") for number in range(30)))
    office.client.get(f"{INDEX}{one.pk}/")

    counts = []
    for member_import in (one, many):
        with count_queries() as counted:
            office.client.get(f"{INDEX}{member_import.pk}/")
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_dry_run_asks_as_much_for_many_lines_as_for_one(
    office: Office, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    counts = []
    for lines in (1, 30):
        SupporterFactory.create_batch(lines)
        known = Supporter.objects.values_list("network_id", flat=True)
        sent = office.send(*(member(network_id, "Lan") for network_id in known))
        chosen = chosen_as_shown(office.client, sent, columns())
        with count_queries() as counted:
            office.client.post(f"{INDEX}{sent.pk}/columns/", chosen)
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_report_is_downloaded_without_personal_data(office: Office) -> None:
    done = office.start(
        office.check(
            member("=BN(1)", "Lan Secret", email="lan@example.org", telephone="090-0000-0001"),
            member("BN-2", "Hoa Secret", email="secret at example"),
        )
    )

    response = office.client.get(f"{INDEX}{done.pk}/report/")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == f'attachment; filename="import-{done.pk}.csv"'
    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ["Line", "Network ID", "Outcome", "Remarks"],
        ["2", "'=BN(1)", "New member", ""],
        ["3", "BN-2", "Wrong, left out", "E-mail: This is no e-mail address."],
    ]
