"""How members of the office's spreadsheet come into the portal: received, checked, imported line by line, forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.urls import resolve, reverse
from wagtail import hooks

from portal import audit
from portal.dates import TOKYO, tokyo_day
from portal.idempotency import forget_result, once, result_of

from ...people.enums import ON_PAPER
from ...people.models import FormerNetworkID, LanguageSpoken, Supporter, User
from .. import tasks
from ..columns import names_of
from ..enums import IMPORT_TRANSITIONS, Column, ImportState, Outcome
from ..facts import FIELDS, NetworkIDs, members, standings
from ..judging import Standing, Verdict, judge
from ..lines import Line, clean_lines
from ..models import ImportLine, MemberImport
from ..reading import Book, Choice, LeftOut, is_doubtful, left_out, table, usual_choice
from ..rules import UNDO_WITHIN
from ..tables import Table
from ..traces import traces

KEPT_FOR = UNDO_WITHIN
# Until its columns are chosen, a file lies here whole.
KEPT_WHOLE_FOR = timedelta(hours=24)
# A worker that took no line for so long is not at work any more.
STANDS_STILL_AFTER = timedelta(minutes=10)


class NotNowError(Exception):
    """The file is not where this step begins: somebody else was here first."""


class CheckedAnewError(Exception):
    """The dry run is another one than the page has shown."""


class AnotherRunsError(Exception):
    """One import at a time."""


def receive(book: Book, *, file_name: str, by_id: int, key: UUID, now: datetime) -> str:
    """Keep the file. Answers the address where somebody says how it is meant, or at once what its columns are.

    Sent again by the same page it is the same one, as long as it lies here whole. Later, it is wanted once more.
    """
    owner = str(by_id)

    def act() -> str:
        choice = usual_choice(book)
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
        return reverse(f"member_import:{'reading' if is_doubtful(book) else 'columns'}", args=[received.pk])

    earlier = result_of(owner, key)
    if earlier is not None and not _lies_here_whole(earlier):
        forget_result(owner, key, earlier)
    return once(owner, key, act, now=now)


def _lies_here_whole(address: str) -> bool:
    received = MemberImport.objects.without_content().filter(state=ImportState.RECEIVED)
    return received.filter(pk=resolve(address).kwargs["pk"]).exists()


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
    written = _written_ids(chosen, own_places)
    known = standings(lines, NetworkIDs.of_everybody(), importers={member_import.made_by_id})
    found = [_report(member_import, line, judge(line, known[line.number]), written[line.number]) for line in lines]
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


def _written_ids(chosen: Table, mapping: Mapping[Column, int]) -> dict[int, str]:
    place = mapping[Column.NETWORK_ID]
    return {row.number: row.cells[place] for row in chosen.rows}


def start(member_import: MemberImport, *, checked_at: str, by_id: int, now: datetime) -> None:
    """Nobody waits for it: a worker takes the lines, and the report shows how far it is."""
    try:
        with transaction.atomic():
            locked = lock(member_import.pk, ImportState.RUNNING)
            if locked.moved_at.isoformat() != checked_at:
                raise CheckedAnewError
            locked.state = ImportState.RUNNING
            locked.started_by_id = by_id
            locked.moved_at = locked.imported_at = now
            locked.save(update_fields=["state", "started_by_id", "moved_at", "imported_at"])
            audit.record("import started", on=locked, ref=str(locked), now=now, actor_id=by_id)
            go_on_with(locked)
    except IntegrityError as error:
        raise AnotherRunsError from error


def lock(pk: int, wanted: ImportState) -> MemberImport:
    locked = MemberImport.objects.without_content().select_for_update().get(pk=pk)
    if wanted not in IMPORT_TRANSITIONS[ImportState(locked.state)]:
        raise NotNowError
    return locked


def go_on_with(member_import: MemberImport) -> None:
    task = tasks.undo_import if member_import.state == ImportState.UNDOING else tasks.import_members
    transaction.on_commit(lambda: task.enqueue(member_import.pk))


def lines_to_import(pk: int, now: datetime) -> list[Line]:
    """Read anew; empty when there is nothing to do for a worker."""
    member_import = MemberImport.objects.running().filter(pk=pk).first()
    if member_import is None:
        return []
    mapping = {Column(column): place for column, place in member_import.mapping.items()}
    return clean_lines(table_of(member_import), mapping, tokyo_day(now))


def take_line(pk: int, place: int, line: Line, network_ids: NetworkIDs, *, now: datetime) -> bool:
    """Import the line at this place unless another worker has, in a transaction of its own. False: stop here."""
    with transaction.atomic():
        running = MemberImport.objects.running().without_content().select_for_update().filter(pk=pk).first()
        if running is None:
            return False
        if running.done != place:
            return running.done > place
        _import(running, line, network_ids, now)
        running.done += 1
        running.moved_at = now
        running.save(update_fields=["done", "moved_at"])
        if running.done == running.total:
            running.state = ImportState.DONE
            running.content, running.columns_sign = None, ""
            running.save(update_fields=["state", "content", "columns_sign"])
    return True


def _import(running: MemberImport, line: Line, network_ids: NetworkIDs, now: datetime) -> None:
    """Judged again on locked rows: days may lie between the dry run and this."""
    # Who sent the file and who started it, as the dry run could not know: neither brings in their own line.
    importer_id = running.started_by_id or running.made_by_id
    written = line.values.get(Column.NETWORK_ID)
    owner = network_ids.owner(written) if written else None
    supporter = Supporter.objects.select_for_update().get(pk=owner) if owner is not None else None
    standing: Standing = standings([line], network_ids, importers={importer_id, running.made_by_id})[line.number]
    verdict = judge(line, standing)
    is_new = verdict.outcome == Outcome.NEW
    if is_new:
        supporter = _admit(line, running.usual_language, now)
        network_ids.add(supporter)
    reported = running.lines.filter(number=line.number)
    report = _report(running, line, verdict, reported.get().written, supporter)
    if supporter is not None and verdict.outcome in (Outcome.NEW, Outcome.CHANGED):
        _fill_in(supporter, line, verdict, by_id=importer_id, now=now)
        report.traces = traces(members({supporter.pk})[supporter.pk], verdict.fills, is_new=is_new)
    reported.delete()
    report.save(force_insert=True)


def _report(
    member_import: MemberImport, line: Line, verdict: Verdict, written: str, supporter: Supporter | None = None
) -> ImportLine:
    return ImportLine(
        member_import=member_import,
        number=line.number,
        outcome=verdict.outcome,
        written=written,
        problems=[[problem.column.value, problem.reason.value] for problem in verdict.problems],
        fills=[column.value for column in verdict.fills],
        differs=[column.value for column in verdict.differs],
        supporter=supporter,
        registered_as_id=verdict.registered_as,
        id_was_taken_back=verdict.id_was_taken_back,
    )


def _admit(line: Line, usual_language: str, now: datetime) -> Supporter:
    """No mail is sent: whoever has an address signs in by a code, when they are told that they can."""
    registered_on = line.values.get(Column.REGISTERED_ON)
    FormerNetworkID.objects.filter(network_id=line.values[Column.NETWORK_ID], supporter=None).delete()
    return Supporter.objects.create(
        network_id=line.values[Column.NETWORK_ID],
        language=usual_language,
        consent_version=ON_PAPER,
        registered_at=datetime.combine(registered_on, time.min, TOKYO) if registered_on else now,
    )


def _fill_in(supporter: Supporter, line: Line, verdict: Verdict, *, by_id: int, now: datetime) -> None:
    given: dict[Column, Any] = {column: line.values[column] for column in verdict.fills}
    fields = {FIELDS[column]: value for column, value in given.items() if column in FIELDS}
    if Column.EMAIL in given:
        fields["user"] = _login(given[Column.EMAIL])
    for field, value in fields.items():
        setattr(supporter, field, value)
    supporter.save(update_fields=list(fields))
    LanguageSpoken.objects.bulk_create(
        LanguageSpoken(supporter=supporter, language=language, level=level)
        for language, level in given.get(Column.LANGUAGES, ())
    )
    audit.record(
        "imported" if verdict.outcome == Outcome.NEW else "filled in by an import",
        on=supporter,
        ref=str(supporter),
        now=now,
        actor_id=by_id,
        changes={"columns": [column.value for column in verdict.fills]},
    )
    for hook in hooks.get_hooks("network_member_imported"):
        hook(supporter, qualified_on=given.get(Column.QUALIFIED_ON), by_id=by_id, now=now)


def _login(address: str) -> User:
    """Without a password, and not confirmed before the first code is typed in."""
    user = User.objects.create_user(address)
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=False)
    return user


def forget(member_import: MemberImport, *, by_id: int, now: datetime) -> None:
    """The file and its report. Members stay; a worker that imports it stops. Raises NotNowError while it is being
    undone: half of its members would stay, and nobody could tell which."""
    with transaction.atomic():
        locked = MemberImport.objects.without_content().select_for_update().get(pk=member_import.pk)
        if locked.state == ImportState.UNDOING:
            raise NotNowError
        audit.record("import forgotten", on=member_import, ref=str(member_import), now=now, actor_id=by_id)
        MemberImport.objects.without_content().filter(pk=member_import.pk).delete()


def forget_old_imports(now: datetime) -> None:
    forgotten = MemberImport.objects.without_content().exclude(state=ImportState.UNDOING)
    began = Coalesce("imported_at", "made_at")
    forgotten.alias(began=began).filter(began__lt=now - KEPT_FOR).delete()
    forgotten.filter(state=ImportState.RECEIVED, made_at__lt=now - KEPT_WHOLE_FOR).delete()


def go_on_with_standing_imports(now: datetime) -> None:
    """Nobody else restarts what a killed worker left."""
    standing = MemberImport.objects.at_work().filter(moved_at__lt=now - STANDS_STILL_AFTER)
    for member_import in standing.without_content():
        go_on_with(member_import)
