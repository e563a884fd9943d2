"""What rests on experience or a qualification that an import filled in: undoing takes away nothing that was used since.

`network_rests_on_credit` answers, for every relation to a person by its label, of which rows it is so (C2, S2).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from wagtail import hooks

from ..people.facts import Resting, label_of, no_rows, relations_to
from ..people.models import Supporter


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
