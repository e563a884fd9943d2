"""One account, as it is keyed by its owner and by the desk."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.test import Client

from network.models import PayeeAccount, Supporter
from network.payees.actions import key_account
from network.payees.rules.accounts import Keyed
from portal.audit import AuditEntry
from portal.dates import TOKYO
from tests.factories import UserFactory

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
KEYED = Keyed("0001", "みずほ", "240", "新宿", "1", "7654321", "ｸﾞｴﾝ ﾃｲ ﾗﾝ")
OWN = "/en/my/account/"
NUMBER = f"{OWN}bank/0001/240/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "1",
        "number": "７６５ ４３２１",
        "holder": "グエン　ティ　ラン",
        **changes,
    }


def keyed_twice(supporter: Supporter, keyed: Keyed = KEYED) -> PayeeAccount:
    desk_id = UserFactory(groups=["Desk"]).pk
    for _ in range(2):
        key_account(supporter, keyed, by_id=desk_id, by_supporter=False, now=NOW)
    return PayeeAccount.objects.get(supporter=supporter)


def audited() -> list[tuple[str, int | None, dict[str, Any]]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_id", "changes"))


def signed_in(user_id: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(UserFactory._meta.model.objects.get(pk=user_id))
    return client
