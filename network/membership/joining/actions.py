"""How two records of one person become one: one colleague proposes it, another confirms it.

What becomes of the rows that point at the record which goes, each room says: the hook `network_joined_rows` answers,
for every relation by its label, a function that sees to it. Nothing is joined while no room has named a relation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from wagtail import hooks

from portal import audit
from portal.drafts import hand_over

from ...papers.enums import PapersState
from ...papers.locks import lock_papers_of
from ...papers.models import Papers
from ...people.actions.account_mails import mail_account_news, mail_that_login_is_closed
from ...people.facts import REACH, RECORDS_JOINED, label_of, relations_to
from ...people.locks import lock_login, lock_logins_of, lock_people_who_may_go
from ...people.models import FormerNetworkID, Supporter, User
from ..models import JoiningProposal
from .facts import Joining, joining_of
from .locks import lock_proposal

Rows = Callable[[type[Model], str, Supporter, Supporter], None]
"""Of this model's rows, by this field of theirs: what of the joining record (last) becomes the staying one's."""


def move(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).update(**{field: staying})


def drop(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).delete()


def forget(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).update(**{field: None})


def one_each(*keys: str, earlier: str = "") -> Rows:
    """At most one row of the person for these keys: the staying record's, or that with the earlier day."""

    def merge(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
        def key(row: Any) -> tuple[Any, ...]:
            return tuple(getattr(row, name) for name in keys)

        kept = {key(row): row for row in model._base_manager.filter(**{field: staying})}
        for row in model._base_manager.filter(**{field: joining}):
            known: Any = kept.get(key(row))
            if known is None:
                setattr(row, field, staying)
                row.save(update_fields=[field])
                continue
            if earlier and getattr(row, earlier) < getattr(known, earlier):
                setattr(known, earlier, getattr(row, earlier))
                known.save(update_fields=[earlier])
            row.delete()

    return merge


FURTHEST = (PapersState.TO_SEND, PapersState.SENT, PapersState.INCOMPLETE, PapersState.COMPLETE)


def merge_papers(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    """Of one term those that have come further, with the history and the prints of both (D5)."""
    locked = lock_papers_of([staying, joining])
    of_staying = {papers.term_id: papers for papers in locked if papers.supporter_id == staying.pk}
    for papers in [papers for papers in locked if papers.supporter_id == joining.pk]:
        other = of_staying.get(papers.term_id)
        if other is not None:
            behind, further = sorted((papers, other), key=lambda one: FURTHEST.index(PapersState(one.state)))
            for relation in relations_to(Papers):
                relation.model._base_manager.filter(**{relation.name: behind}).update(**{relation.name: further})
            behind.delete()
            papers = further
        papers.supporter = staying
        papers.save(update_fields=["supporter"])


OWN_ROWS: dict[str, Rows] = {
    "network.PayeeAccount.supporter": one_each(),
    # The first of two keyings: it is keyed again.
    "network.AccountEntry.supporter": drop,
    "network.Papers.supporter": merge_papers,
    "network.ConsulteeCode.issued_to": move,
    "network.LanguageSpoken.supporter": one_each("language"),
    "network.Consent.supporter": move,
    "network.FormerNetworkID.supporter": move,
    # What was imported can't be taken out of the one record again.
    "network.ImportLine.supporter": forget,
    "network.ImportLine.registered_as": forget,
    "network.JoiningProposal.staying": drop,
    "network.JoiningProposal.joining": drop,
}


class CannotJoinError(Exception):
    """Something stands against it that did not when the page was shown."""


def propose_joining(one: Supporter, other: Supporter, *, reason: str, by_id: int, now: datetime) -> JoiningProposal:
    with transaction.atomic():
        joining = _judged(one.pk, other.pk, by_id=by_id, now=now)
        _drop_proposals(joining)
        audit.record(
            "joining proposed",
            on=joining.staying,
            ref=str(joining.staying),
            now=now,
            actor_id=by_id,
            changes={"with": str(joining.joining)},
            reason=reason,
        )
        return JoiningProposal.objects.create(
            staying=joining.staying, joining=joining.joining, reason=reason, proposed_by_id=by_id, proposed_at=now
        )


def _drop_proposals(joining: Joining) -> None:
    """A newer proposal takes the place of older ones with either record."""
    both = [joining.staying, joining.joining]
    JoiningProposal.objects.filter(staying__in=both).delete()
    JoiningProposal.objects.filter(joining__in=both).delete()


def drop_joining(proposal: JoiningProposal, *, by_id: int, now: datetime) -> None:
    with transaction.atomic():
        dropped, _rows = JoiningProposal.objects.filter(pk=proposal.pk).delete()
        if dropped:
            staying = proposal.staying
            audit.record("joining dropped", on=staying, ref=str(staying), now=now, actor_id=by_id)


def join_records(proposal: JoiningProposal, *, outcome: str, by_id: int, now: datetime) -> Supporter:
    """The older network ID stays, the other answers to it. `outcome`: what the page said would be.

    Raises CannotJoinError, when it would be otherwise by now, too.
    """
    if proposal.proposed_by_id == by_id:
        raise PermissionDenied("Nobody confirms their own proposal.")
    with transaction.atomic():
        joining = _judged(proposal.staying_id, proposal.joining_id, by_id=by_id, now=now)
        if lock_proposal(proposal.pk) is None or joining.outcome != outcome:
            raise CannotJoinError
        staying, given_up = joining.staying, str(joining.joining)
        filled = [field for field in REACH if joining.merged[field] != getattr(staying, field)]
        _tell(joining, now)
        _join(joining, now)
        audit.record(
            RECORDS_JOINED,
            on=staying,
            ref=str(staying),
            now=now,
            actor_id=by_id,
            changes={"with": given_up, "proposed_by": proposal.proposed_by_id, "fields": filled},
            reason=proposal.reason,
        )
        return staying


def _judged(one: int, other: int, *, by_id: int, now: datetime) -> Joining:
    """On locked rows."""
    locked = lock_people_who_may_go([one, other])
    if len(locked) < 2:
        raise CannotJoinError
    lock_logins_of(locked.values())
    joining = joining_of(locked[one], locked[other], by_id=by_id, now=now)
    if joining.obstacles:
        raise CannotJoinError
    return joining


def _join(joining: Joining, now: datetime) -> None:
    staying, given_up = joining.staying, joining.joining
    given_up.user = None
    given_up.save(update_fields=["user"])
    for field, value in joining.merged.items():
        setattr(staying, field, value)
    staying.save(update_fields=list(joining.merged))
    known = joined_rows()
    for relation in relations_to(Supporter):
        # A relation that no room has named raises: nothing of a person may be lost.
        known[label_of(relation)](relation.model, relation.name, staying, given_up)
    given_up.delete()
    FormerNetworkID.objects.create(network_id=given_up.network_id, supporter=staying)
    for hook in hooks.get_hooks("network_records_joined"):
        hook(staying, now=now)
    if joining.closed is not None:
        _close(joining.closed, joining.login)


def joined_rows() -> dict[str, Rows]:
    """Of all rooms, by the label of the relation."""
    rows = dict(OWN_ROWS)
    for hook in hooks.get_hooks("network_joined_rows"):
        rows |= hook()
    return rows


def _tell(joining: Joining, now: datetime) -> None:
    """D4: that there is news. To an address that nobody has proven, nothing."""
    if joining.login is not None:
        mail_account_news(joining.login, now=now)
    closed = joining.closed
    if closed is not None and EmailAddress.objects.filter(user=closed, email=closed.email, verified=True).exists():
        mail_that_login_is_closed(closed, language=joining.staying.language, now=now)


def _close(closed: User, login: User | None) -> None:
    """Half-filled forms go along. The address is free again: whoever reads its mailbox may use it anew."""
    going = lock_login(closed.pk)
    if login is not None:
        hand_over(going.pk, login.pk)
    going.delete()
