"""How an import knows again what it wrote, without keeping a value, and who has touched it since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model
from wagtail import hooks

from portal.fields import keyed_hash
from portal.mail import OutboxMail

from ..people.facts import confirmed_here, relations_to
from ..people.models import BrowserSession, LanguageSpoken, Supporter, User
from .credit import relied_on
from .enums import CREDIT, Column, ImportState, Outcome
from .facts import Member, members
from .models import ImportLine, MemberImport
from .rules import Since, Undoing, judge_undoing

RECORD = "record"


def traces(member: Member, columns: Iterable[Column], *, is_new: bool) -> dict[str, str]:
    """A digest of each of these columns, and of the whole record of a new member."""
    whole = {RECORD: _digest(member, RECORD, _record(member))} if is_new else {}
    return {column.value: _of_column(member, column) for column in columns} | whole


def _of_column(member: Member, column: Column) -> str:
    return _digest(member, column.value, member.values[column])


def _record(member: Member) -> dict[str, Any]:
    supporter = member.supporter
    stored = {field.attname: getattr(supporter, field.attname) for field in supporter._meta.concrete_fields}
    return {**stored, **{column.value: value for column, value in member.values.items()}}


def _digest(member: Member, name: str, value: Any) -> str:
    """Two members of whom the same is said have different ones."""
    said = json.dumps([member.supporter.pk, name, value], default=str, sort_keys=True)
    return keyed_hash(said, purpose="trace of an import")


def undoings(lines: Collection[ImportLine], *, undoer_id: int) -> dict[int, Undoing]:
    """Key of a line → what would become of it, in a number of queries that doesn't grow with the lines."""
    since = _since(lines, undoer_id)
    return {
        line.pk: judge_undoing(line.outcome, [Column(column) for column in line.fills], since.get(line.pk))
        for line in lines
    }


def _since(lines: Collection[ImportLine], undoer_id: int) -> dict[int, Since]:
    touched = [line for line in lines if line.outcome in (Outcome.NEW, Outcome.CHANGED)]
    found = members({line.supporter_id for line in touched if line.supporter_id is not None})
    new = {line.supporter_id for line in touched if line.outcome == Outcome.NEW and line.supporter_id in found}
    in_use = pointed_at(Supporter, new, but_for=_left_by_imports())
    filled_later = _filled_later(new)
    relied_on = _relied_on([line for line in touched if line.supporter_id in found])
    confirmed = confirmed_here(member.supporter for member in found.values())
    logins_used = _logins_used([member.supporter.user for member in found.values() if member.supporter.user])
    return {
        line.pk: _since_of(
            line,
            found[line.supporter_id],
            is_filled_later=line.supporter_id in filled_later,
            is_in_use=line.supporter_id in in_use,
            is_credit_relied_on=line.pk in relied_on,
            is_confirmed=line.supporter_id in confirmed,
            is_login_used=found[line.supporter_id].supporter.user_id in logins_used,
            is_of_undoer=found[line.supporter_id].supporter.user_id == undoer_id,
        )
        for line in touched
        if line.supporter_id in found
    }


def _since_of(line: ImportLine, member: Member, **facts: bool) -> Since:
    kept: Mapping[str, str] = line.traces
    as_left = frozenset(column for column in map(Column, line.fills) if kept.get(column) == _of_column(member, column))
    is_whole = kept.get(RECORD) == _digest(member, RECORD, _record(member))
    return Since(as_left=as_left, is_whole=is_whole, **facts)


def _filled_later(supporter_ids: Collection[Any]) -> set[Any]:
    """Of new members: into whose records another import has filled in more."""
    filling = ImportLine.objects.filter(outcome=Outcome.CHANGED, member_import__state=ImportState.DONE)
    return set(filling.filter(supporter__in=supporter_ids).values_list("supporter", flat=True))


def _relied_on(lines: Collection[ImportLine]) -> set[int]:
    """Lines that filled in what something rests on since."""
    filling = [line for line in lines if line.outcome == Outcome.CHANGED and set(CREDIT) & set(line.fills)]
    found: set[int] = set()
    imports = MemberImport.objects.without_content().filter(pk__in={line.member_import_id for line in filling})
    for member_import in imports:
        own = {line.pk: line.supporter_id for line in filling if line.member_import_id == member_import.pk}
        since = member_import.imported_at or member_import.made_at
        used = relied_on({pk for pk in own.values() if pk is not None}, since)
        found |= {pk for pk, supporter_id in own.items() if supporter_id in used}
    return found


def _left_by_imports() -> set[type[Model]]:
    """Rows that an import itself leaves; what they say is among the values."""
    of_rooms: set[type[Model]] = set()
    for hook in hooks.get_hooks("network_left_by_imports"):
        of_rooms |= hook()
    return {LanguageSpoken, ImportLine, *of_rooms}


def _logins_used(users: Collection[User]) -> set[int]:
    """Signed in, opened, or belonging to the office. A mail that went out is not the owner's doing, nor a session: it
    also stands for a sign-in that anybody may have begun, and one that came to its end is remembered by the login."""
    ids = {user.pk for user in users}
    by_themselves = {
        user.pk
        for user in users
        if user.last_login or user.has_usable_password() or user.is_superuser or not user.is_active
    }
    proven = EmailAddress.objects.filter(user__in=ids, verified=True).values_list("user_id", flat=True)
    not_the_owners = {Supporter, EmailAddress, OutboxMail, BrowserSession}
    return by_themselves | set(proven) | pointed_at(User, ids, but_for=not_the_owners)


def pointed_at(model: type[Model], ids: Collection[Any], *, but_for: Collection[type[Model]]) -> set[Any]:
    """Those at which a row of any room points: a relation that comes to be is asked too, without being named here."""
    found: set[Any] = set()
    for relation in relations_to(model):
        if ids and relation.model not in but_for:
            rows = relation.model._base_manager.filter(**{f"{relation.name}__in": ids}).order_by()
            found.update(rows.values_list(relation.attname, flat=True))
    return found
