from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, reverse

from network.membership.actions import confirm_experience
from network.models import Supporter
from portal.audit import AuditEntry
from portal.dates import TOKYO
from tests.factories import SupporterFactory, UserFactory
from tests.queries import Queries

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
LIST = "/admin/supporters/"
REFUSED = "/admin/"


def listed(client: Client, query: str = "") -> list[str]:
    return [str(supporter) for supporter in client.get(LIST + query).context["object_list"]]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    return client


def test_desk_lists_newest_first(desk: Client) -> None:
    older = SupporterFactory(registered_at=datetime(2026, 4, 1, tzinfo=TOKYO))
    newer = SupporterFactory(registered_at=datetime(2026, 4, 2, tzinfo=TOKYO))

    assert listed(desk) == [str(newer), str(older)]


@pytest.mark.parametrize("typed", ["7k3m-92q", "７Ｋ３Ｍ", " 7k3m 92", "7K3M92QX"])
def test_desk_finds_by_network_id_however_typed(desk: Client, typed: str) -> None:
    wanted = SupporterFactory(network_id="7K3M92QX")
    SupporterFactory(network_id="17K3M92Q")

    assert listed(desk, f"?q={typed}") == [str(wanted)]


@pytest.mark.parametrize("typed", ["%22", "%F0%9F%8C%B8", "%25", "x" * 5000])
def test_desk_finds_nobody_by_nonsense(desk: Client, typed: str) -> None:
    SupporterFactory(name="Nguyen Thi Lan")

    assert listed(desk, f"?q={typed}") == []


def test_desk_search_for_a_sign_that_no_database_takes_is_none(desk: Client) -> None:
    everybody = SupporterFactory()

    assert listed(desk, "?q=%00") == [str(everybody)]


def test_desk_filters_whose_experience_waits(desk: Client) -> None:
    waiting = SupporterFactory(declared=True)
    SupporterFactory(experienced=True)
    SupporterFactory(declared=True, left=True)
    SupporterFactory()

    assert listed(desk, "?waits=true") == [str(waiting)]


@pytest.mark.parametrize(("asked", "said"), [("true", "Yes"), ("false", "No")])
def test_desk_says_in_words_what_it_filters_by(desk: Client, asked: str, said: str) -> None:
    page = desk.get(f"{LIST}?waits={asked}&wants_to_accompany={asked}", headers={"accept-language": "en"})

    assert [active.value for active in page.context["view"].active_filters] == [said, said]


def test_desk_list_asks_as_much_for_many_as_for_one(
    desk: Client, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    SupporterFactory()
    desk.get(LIST)
    with count_queries() as for_one:
        desk.get(LIST)
    SupporterFactory.create_batch(15)
    with count_queries() as for_many:
        desk.get(LIST)

    assert len(for_many) == len(for_one)


def test_desk_confirms_experience_once(desk: Client) -> None:
    supporter = SupporterFactory(declared=True)

    for _ in range(2):
        response = desk.post(f"{LIST}confirm-experience/{supporter.pk}/")

    assert response["Location"] == f"{LIST}inspect/{supporter.pk}/"
    supporter.refresh_from_db()
    assert supporter.has_confirmed_experience
    assert list(AuditEntry.objects.values_list("verb", "object_ref", "actor_id")) == [
        ("experience confirmed", str(supporter), int(desk.session["_auth_user_id"]))
    ]


@pytest.mark.parametrize(("trait", "offers"), [("declared", True), ("experienced", False), ("left", False)])
def test_desk_offers_to_confirm_only_what_can_be_confirmed(desk: Client, trait: str, offers: bool) -> None:
    supporter = SupporterFactory(**{trait: True})

    assert desk.get(f"{LIST}inspect/{supporter.pk}/").context["may_confirm"] is offers


def test_desk_shows_a_supporter_in_plain_words(desk: Client) -> None:
    supporter = SupporterFactory(name="Lan", wants_to_learn=False, registered_at=NOW)

    response = desk.get(f"{LIST}inspect/{supporter.pk}/", headers={"accept-language": "en"})

    shown = {field["label"]: field["value"] for field in response.context["fields"]}

    assert shown["Name"] == "Lan"
    assert shown["Registered at"].hour == 12
    assert shown["Wants to take the course"] == "No"
    assert shown["Left on"] == "–"


def test_whoever_reads_where_somebody_lives_is_on_record(desk: Client) -> None:
    supporter = SupporterFactory(postal_address="Tokyo 1-2-3")

    desk.get(f"{LIST}inspect/{supporter.pk}/")

    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.object_ref, entry.changes) == ("card seen", str(supporter), {})
    assert entry.actor_id == int(desk.session["_auth_user_id"])


def test_desk_refuses_to_confirm_for_who_left(desk: Client) -> None:
    supporter = SupporterFactory(declared=True, left=True)

    assert desk.post(f"{LIST}confirm-experience/{supporter.pk}/", follow=True).status_code == 404
    supporter.refresh_from_db()
    assert supporter.experience_confirmed_on is None


def test_confirming_by_get_is_refused(desk: Client) -> None:
    supporter = SupporterFactory(declared=True)

    assert desk.get(f"{LIST}confirm-experience/{supporter.pk}/").status_code == 405
    supporter.refresh_from_db()
    assert supporter.experience_confirmed_on is None


def test_nobody_confirms_own_experience() -> None:
    supporter = SupporterFactory(declared=True, user__groups=["Desk"])

    with pytest.raises(PermissionDenied):
        confirm_experience(supporter, by_id=supporter.user_id, now=NOW, reason="")

    assert Supporter.objects.get().has_confirmed_experience is False


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_neither_see_nor_confirm(client: Client, group: str) -> None:
    supporter = SupporterFactory(declared=True)
    client.force_login(UserFactory(groups=[group]))

    assert client.get(LIST)["Location"] == REFUSED
    assert client.get(f"{LIST}inspect/{supporter.pk}/")["Location"] == REFUSED
    assert client.post(f"{LIST}confirm-experience/{supporter.pk}/")["Location"] == REFUSED
    supporter.refresh_from_db()
    assert supporter.has_confirmed_experience is False


def test_supporter_does_not_reach_the_desk(client: Client) -> None:
    client.force_login(SupporterFactory().user)

    other = SupporterFactory(name="Nguyen Thi Lan")

    answer = client.get(LIST, follow=True)

    assert answer.status_code == 403
    assert [told for told in (str(other.name), str(other.network_id)) if told in answer.text] == []


@pytest.mark.parametrize("name", ["add", "edit", "delete", "copy", "history", "usage"])
def test_desk_has_no_way_to_write(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"supporters:{name}", args=[] if name == "add" else [1])


@pytest.mark.parametrize("path", ["new/", "edit/1/", "delete/1/", "copy/1/", "history/1/", "usage/1/"])
def test_desk_has_no_address_to_write(client: Client, path: str) -> None:
    client.force_login(UserFactory(administrator=True))
    supporter = SupporterFactory(pk=1)

    answers = [client.get(LIST + path, follow=True), client.post(LIST + path, {"name": "Another"}, follow=True)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert list(Supporter.objects.values_list("pk", "name")) == [(1, supporter.name)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_desk_exports_nothing(client: Client, form: str) -> None:
    client.force_login(UserFactory(administrator=True))

    supporter = SupporterFactory(name="Nguyen Thi Lan")

    answers = [client.get(f"{LIST}{page}?export={form}", follow=True) for page in ("", "results/")]

    assert [(answer.status_code, str(supporter.name) in answer.text) for answer in answers] == [(404, False)] * 2


def test_programmes_are_for_administrators(client: Client) -> None:
    client.force_login(UserFactory(groups=["Desk", "Coordinators", "Claims officers"]))
    assert client.get("/admin/programmes/")["Location"] == REFUSED

    client.force_login(UserFactory(administrator=True))
    assert client.get("/admin/programmes/").status_code == 200


def test_office_reads_japanese_where_the_reader_reads_plain_japanese(client: Client) -> None:
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "ja-hira"

    response = client.get("/admin/supporters/")

    assert "伴走者" in response.text
    assert "《" not in response.text
