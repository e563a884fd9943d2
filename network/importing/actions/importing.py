"""How the members of a checked spreadsheet come into the portal, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task
from wagtail import hooks

from portal import audit
from portal.dates import start_of_day, tokyo_day

from ...people.enums import ON_PAPER
from ...people.locks import lock_person
from ...people.models import FormerNetworkID, LanguageSpoken, Supporter, User
from ..enums import Column, ImportState, Outcome
from ..facts.importing import FIELDS, NetworkIDs, members, standings
from ..judging import Standing, Verdict, judge
from ..lines import Line, clean_lines
from ..locks import lock, lock_at_work
from ..models import ImportLine, MemberImport
from ..tables import Table


class CheckedAnewError(Exception):
    """The dry run is another one than the page has shown."""


class AnotherRunsError(Exception):
    """One import at a time."""


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
            transaction.on_commit(lambda: import_members.enqueue(locked.pk))
    except IntegrityError as error:
        raise AnotherRunsError from error


@task()
def import_members(import_id: int) -> None:
    """Line by line, from the first that nobody has taken yet; run twice, it does the work once."""
    lines = lines_to_import(import_id, timezone.now())
    network_ids = NetworkIDs.of_everybody()
    for place, line in enumerate(lines):
        if not take_line(import_id, place, line, network_ids, now=timezone.now()):
            return


def lines_to_import(pk: int, now: datetime) -> list[Line]:
    """Read anew; empty when there is nothing to do for a worker."""
    member_import = MemberImport.objects.running().filter(pk=pk).first()
    if member_import is None:
        return []
    mapping = {Column(column): place for column, place in member_import.mapping.items()}
    return clean_lines(Table.from_data(member_import.content), mapping, tokyo_day(now))


def take_line(pk: int, place: int, line: Line, network_ids: NetworkIDs, *, now: datetime) -> bool:
    """Import the line at this place unless another worker has, in a transaction of its own. False: stop here."""
    with transaction.atomic():
        running = lock_at_work(MemberImport.objects.running(), pk)
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
    owner = network_ids.owner(line.values.get(Column.NETWORK_ID, ""))
    supporter = lock_person(owner) if owner is not None else None
    standing: Standing = standings([line], network_ids, importers={importer_id, running.made_by_id})[line.number]
    verdict = judge(line, standing)
    is_new = verdict.outcome == Outcome.NEW
    if is_new:
        supporter = _admit(line, running.usual_language, now)
        network_ids.add(supporter)
    reported = running.lines.filter(number=line.number)
    report = ImportLine(
        member_import=running,
        number=line.number,
        written=reported.get().written,
        supporter=supporter,
        **verdict.as_data(),
    )
    if supporter is not None and verdict.outcome in (Outcome.NEW, Outcome.CHANGED):
        _fill_in(supporter, line, verdict, by_id=importer_id, now=now)
        report.traces = members({supporter.pk})[supporter.pk].traces(verdict.fills, is_new=is_new)
    reported.delete()
    report.save(force_insert=True)


def _admit(line: Line, usual_language: str, now: datetime) -> Supporter:
    """No mail is sent: whoever has an address signs in by a code, when they are told that they can."""
    registered_on = line.values.get(Column.REGISTERED_ON)
    FormerNetworkID.objects.filter(network_id=line.values[Column.NETWORK_ID], supporter=None).delete()
    return Supporter.objects.create(
        network_id=line.values[Column.NETWORK_ID],
        language=usual_language,
        consent_version=ON_PAPER,
        registered_at=start_of_day(registered_on) if registered_on else now,
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
