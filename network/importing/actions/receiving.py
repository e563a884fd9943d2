"""How a spreadsheet of members comes to lie here: received, read as it is meant, and checked; no member is touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal import audit
from portal.dates import tokyo_day

from ...people.locks import lock_people
from ..columns import names_of
from ..enums import Column, ImportState
from ..facts.importing import NetworkIDs, standings
from ..judging import judge
from ..lines import clean_lines
from ..locks import lock
from ..models import ImportLine, MemberImport
from ..reading import Book, Choice, LeftOut, left_out, table, usual_choice
from ..tables import Table


def receive(book: Book, *, file_name: str, by_id: int, now: datetime) -> MemberImport:
    choice = usual_choice(book)
    with transaction.atomic():
        received = MemberImport.objects.create(
            made_by_id=by_id,
            made_at=now,
            moved_at=now,
            file_name=file_name[-200:],
            content=book.as_data(),
            choice=choice.as_data(),
            total=len(book.sheets[choice.sheet].rows) - 1,
        )
        audit.record("import received", on=received, ref=str(received), now=now, actor_id=by_id)
    return received


def read_as(member_import: MemberImport, choice: Choice, *, now: datetime) -> None:
    """How the file is meant, as long as it lies here whole."""
    with transaction.atomic():
        locked = lock(member_import.pk, ImportState.RECEIVED)
        locked.choice = choice.as_data()
        locked.moved_at = now
        locked.save(update_fields=["choice", "moved_at"])


def check(
    member_import: MemberImport, *, mapping: Mapping[Column, int], usual_language: str, sign: str, now: datetime
) -> None:
    """The dry run: what would become of every line. No member is touched. Columns that aren't chosen are forgotten.

    `sign`: of what was sent, by which it is known when it comes again.
    """
    whole = table_of(member_import)
    places = sorted(mapping.values())
    chosen = whole.only(places)
    own_places = {column: places.index(place) for column, place in mapping.items()}
    lines = clean_lines(chosen, own_places, tokyo_day(now))
    written = {row.number: row.cells[own_places[Column.NETWORK_ID]] for row in chosen.rows}
    known = standings(lines, NetworkIDs.of_everybody(), importers={member_import.made_by_id})
    found = [
        ImportLine(
            member_import=member_import,
            number=line.number,
            written=written[line.number],
            **judge(line, known[line.number]).as_data(),
        )
        for line in lines
    ]
    with transaction.atomic():
        locked = lock(member_import.pk, ImportState.CHECKED)
        locked.left_out = _left_out(member_import, whole, places)
        locked.content = chosen.as_data()
        locked.mapping = {column.value: place for column, place in own_places.items()}
        locked.usual_language, locked.columns_sign = usual_language, sign
        locked.total = len(lines)
        locked.state = ImportState.CHECKED
        locked.moved_at = now
        chosen_anew = ["left_out", "content", "mapping", "usual_language", "columns_sign"]
        locked.save(update_fields=[*chosen_anew, "total", "state", "moved_at"])
        # Before the lines, as when two records are joined.
        lock_people(line.registered_as_id for line in found)
        locked.lines.all().delete()
        ImportLine.objects.bulk_create(found)


def table_of(member_import: MemberImport) -> Table:
    """Of an import whose file is still here."""
    if member_import.state == ImportState.RECEIVED:
        return table(Book.from_data(member_import.content), Choice(**member_import.choice))
    return Table.from_data(member_import.content)


def never_kept(member_import: MemberImport) -> list[str]:
    """What the columns of individual numbers were called (D3)."""
    if member_import.state == ImportState.RECEIVED:
        return list(Book.from_data(member_import.content).never_kept)
    return list(member_import.left_out.get("never_kept", ()))


def _left_out(member_import: MemberImport, whole: Table, places: list[int]) -> dict[str, list[Any]]:
    """Columns that were chosen once and aren't any more are added to what was left out before."""
    told: dict[str, list[Any]] = dict(member_import.left_out)
    if member_import.state == ImportState.RECEIVED:
        book = Book.from_data(member_import.content)
        not_read: LeftOut = left_out(book, Choice(**member_import.choice))
        told = {**not_read.as_data(), "never_kept": never_kept(member_import)}
    others = [
        name
        for place, name in enumerate(names_of(whole.header))
        if place not in places and (whole.header[place] or any(row.cells[place] for row in whole.rows))
    ]
    return {**told, "not_chosen": [*told.get("not_chosen", ()), *others]}
