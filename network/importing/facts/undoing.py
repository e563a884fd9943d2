"""Who has touched what an import wrote, since it did; and what rests on the experience or the qualification that it
filled in: undoing takes away nothing that was used.

`network_rests_on_credit` answers, for every relation to a person by its label, of which rows it is so (C2, S2).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model, Q
from wagtail import hooks

from portal.mail import OutboxMail

from ...people.facts import Resting, confirmed_here, label_of, no_rows, relations_to
from ...people.models import BrowserSession, LanguageSpoken, Supporter, User
from ..enums import CREDIT, Column, ImportState, Outcome
from ..models import ImportLine, MemberImport
from ..rules import Since, Undoing, judge_undoing
from .importing import RECORD, Member, members


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
    credit_used = _credit_used([line for line in touched if line.supporter_id in found])
    confirmed = confirmed_here(member.supporter for member in found.values())
    logins_used = _logins_used([member.supporter.user for member in found.values() if member.supporter.user])
    return {
        line.pk: _since_of(
            line,
            found[line.supporter_id],
            is_filled_later=line.supporter_id in filled_later,
            is_in_use=line.supporter_id in in_use,
            is_credit_relied_on=line.pk in credit_used,
            is_confirmed=line.supporter_id in confirmed,
            is_login_used=found[line.supporter_id].supporter.user_id in logins_used,
            is_of_undoer=found[line.supporter_id].supporter.user_id == undoer_id,
        )
        for line in touched
        if line.supporter_id in found
    }


def _since_of(line: ImportLine, member: Member, **facts: bool) -> Since:
    kept: Mapping[str, str] = line.traces
    as_left = frozenset(column for column in map(Column, line.fills) if kept.get(column) == member.trace_of(column))
    is_whole = kept.get(RECORD) == member.trace_of_record()
    return Since(as_left=as_left, is_whole=is_whole, **facts)


def _filled_later(supporter_ids: Collection[Any]) -> set[Any]:
    """Of new members: into whose records another import has filled in more."""
    filling = ImportLine.objects.filter(outcome=Outcome.CHANGED, member_import__state=ImportState.DONE)
    return set(filling.filter(supporter__in=supporter_ids).values_list("supporter", flat=True))


def _credit_used(lines: Collection[ImportLine]) -> set[int]:
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


def any_rows(since: datetime) -> Q:
    return Q()


# Papers, accounts, languages and the like ask for no credit.
OWN_ROWS: dict[str, Resting] = dict.fromkeys(
    (
        *("network.PayeeAccount.supporter", "network.AccountEntry.supporter", "network.Papers.supporter"),
        *("network.ConsulteeCode.issued_to", "network.LanguageSpoken.supporter", "network.Consent.supporter"),
        *("network.FormerNetworkID.supporter", "network.ImportLine.supporter", "network.ImportLine.registered_as"),
        *("network.JoiningProposal.staying", "network.JoiningProposal.joining"),
    ),
    no_rows,
)


def resting_rows() -> dict[str, Resting]:
    """Of all rooms."""
    rows = dict(OWN_ROWS)
    for hook in hooks.get_hooks("network_rests_on_credit"):
        rows |= hook()
    return rows


def relied_on(supporter_ids: Collection[int], since: datetime) -> set[int]:
    """Those whose credit was used. Of a relation that no room has named every row counts, which is the safe side."""
    known, found = resting_rows(), set[int]()
    for relation in relations_to(Supporter):
        resting = known.get(label_of(relation), any_rows)
        if supporter_ids and resting is not no_rows:
            rows = relation.model._base_manager.filter(resting(since), **{f"{relation.name}__in": supporter_ids})
            found.update(rows.order_by().values_list(relation.attname, flat=True))
    return found
