"""A claim goes through its pages."""

from __future__ import annotations

from typing import Any

from django.test import Client

from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.drafts import draft_of
from tests.claims.made import a_code, about_the_visit

NEW = "/en/claims/new/"
TIMES = {"start_time": "10:00", "end_time": "11:30", "end_day": ""}


def post(client: Client, owner: Supporter, step: str, **typed: Any) -> Any:
    page = draft_of(owner.user_id or 0, "claim").page
    return client.post(f"{NEW}{step}/", {"draft_owner": page.signed(), **typed})


def fill_in(client: Client, owner: Supporter, times: dict[str, str] | None = None, **visit: Any) -> ConsulteeCode:
    code = a_code()
    post(client, owner, "start", way="has_code")
    post(client, owner, "code", code=in_groups(code.code))
    post(client, owner, "visit", **about_the_visit(**visit))
    post(client, owner, "times", **(times or TIMES))
    return code


def matters(client: Client) -> list[str]:
    return [refusal.matter for refusal in client.get(f"{NEW}check/").context["refusals"]]


def send(client: Client) -> Any:
    return client.post(f"{NEW}check/", client.get(f"{NEW}check/").context["form"].initial)
