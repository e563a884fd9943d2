"""What somebody sees, corrects, takes along and has erased of their own data (D5)."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.test import Client
from wagtail import hooks

from network.membership.actions import correct, erase, leave
from network.models import AccountEntry, AddressChange, Consent, Papers, PayeeAccount, Supporter, User
from network.people.addresses.actions import ask_to_change_address
from network.people.rules import codes
from portal.audit import AuditEntry
from portal.dates import TOKYO, tokyo_day
from portal.mail import OutboxMail
from tests.factories import PASSWORD, PapersFactory, SupporterFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
PAGES = ["", "download.json", "download.html", "edit/about/", "edit/speak/", "leave/", "erase/"]


@pytest.fixture
def supporter() -> Supporter:
    supporter = SupporterFactory(
        name="Trần Thị Lan",
        telephone="09012345678",
        postal_code="110-0005",
        postal_address="Taito-ku 1-2-3",
        communities=["vietnamese"],
        experience_account="mỗi tháng",
    )
    Consent.objects.create(supporter=supporter, version="1", language="vi", text="Tôi đồng ý.", given_at=NOW)
    supporter.languages_spoken.create(language="vi", level="mother")
    return supporter


@pytest.fixture
def signed_in(client: Client, supporter: Supporter) -> Client:
    """Who has just shown that it is they."""
    client.force_login(supporter.user)  # type: ignore[arg-type]
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def account_of(supporter: Supporter) -> PayeeAccount:
    return PayeeAccount.objects.create(
        supporter=supporter,
        bank_code="0001",
        bank_name="みずほ",
        branch_code="001",
        branch_name="東京営業部",
        kind="1",
        number="1234567",
        holder="ﾁﾔﾝ ﾃｲ ﾗﾝ",
        last_three="567",
        confirmed_at=NOW,
    )


def test_my_data_shows_what_is_held_but_the_account_number(signed_in: Client, supporter: Supporter) -> None:
    account_of(supporter)

    page = signed_in.get("/en/my/data/").text

    told = ("Trần Thị Lan", "09012345678", "Taito-ku 1-2-3", "Vietnamese community", "Tôi đồng ý.", "…567")
    assert [word for word in told if word not in page] == []
    assert "1234567" not in page.replace("09012345678", "")


def test_own_account_is_checked_when_it_is_corrected(signed_in: Client, supporter: Supporter) -> None:
    sent = {"wants": ["learn"], "experience_account": "Gọi 090-1234-5678"}
    refused = signed_in.post("/en/my/data/edit/wish/", sent)
    asked = signed_in.post("/en/my/data/edit/wish/", {**sent, "experience_account": "Đi cùng chị Lan"})

    assert list(refused.context["form"].errors) == ["experience_account"]
    assert list(asked.context["form"].errors) == ["looked_again"]
    supporter.refresh_from_db()
    assert supporter.experience_account == "mỗi tháng"
    tick = re.findall(r'name="looked_again" value="(\w+)"', asked.text)[0]
    signed_in.post("/en/my/data/edit/wish/", {**sent, "experience_account": "Đi cùng chị Lan", "looked_again": tick})
    supporter.refresh_from_db()
    assert supporter.experience_account == "Đi cùng chị Lan"


def test_download_holds_the_same_for_programs(signed_in: Client, supporter: Supporter) -> None:
    PapersFactory(supporter=supporter, complete=True)

    response = signed_in.get("/vi/my/data/download.json")

    held = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert list(held) == ["registration", "languages", "consents", "papers"]
    assert held["registration"][0]["name"] == "Trần Thị Lan"
    assert held["languages"] == [{"language": "Tiếng Việt", "level": "Tiếng mẹ đẻ"}]


def test_download_to_read_asks_nothing_of_the_network(signed_in: Client) -> None:
    page = signed_in.get("/ja/my/data/download.html").text

    assert "Trần Thị Lan" in page
    assert [word for word in ("<link", "<script", "<img", "href=", "src=") if word in page] == []


@pytest.mark.parametrize("path", PAGES)
def test_my_data_is_for_whoever_is_registered(client: Client, path: str) -> None:
    assert client.get(f"/en/my/data/{path}")["Location"] == f"/en/account/login/?next=/en/my/data/{path}"
    client.force_login(UserFactory())
    assert client.get(f"/en/my/data/{path}").status_code == 404


def test_correcting_changes_the_row_and_records_names_of_fields_alone(signed_in: Client, supporter: Supporter) -> None:
    typed = {"telephone": "０３-3837-2316", "postal_code": "1100005", "postal_address": "Ueno 9"}

    assert signed_in.post("/en/my/data/edit/reach/", typed)["Location"] == "/en/my/data/"

    supporter.refresh_from_db()
    assert (supporter.telephone, supporter.postal_address) == ("0338372316", "Ueno 9")
    entry = AuditEntry.objects.get(verb="corrected")
    assert entry.changes == {"fields": ["postal_address", "telephone"]}


def test_half_filled_page_in_another_language_is_shown_as_typed_and_stores_nothing(
    signed_in: Client, supporter: Supporter
) -> None:
    typed = {"telephone": "12", "postal_code": "", "postal_address": "Ueno 9"}

    page = signed_in.post("/ja/my/data/edit/reach/", {**typed, "switch_language": "ja"})

    form = page.context["form"]
    assert ({name: form[name].value() for name in typed}, form.errors) == (typed, {})
    address = supporter.postal_address
    supporter.refresh_from_db()
    assert supporter.postal_address == address


def test_correcting_languages_replaces_them(signed_in: Client, supporter: Supporter) -> None:
    form = signed_in.get("/en/my/data/edit/speak/").context["form"]
    assert (form["language_1"].value(), form["level_1"].value()) == ("vi", "mother")

    signed_in.post("/en/my/data/edit/speak/", {"language_1": "ja", "level_1": "fluent", "errands": ["court"]})

    supporter.refresh_from_db()
    assert [(one.language, one.level) for one in supporter.languages_spoken.all()] == [("ja", "fluent")]
    assert (supporter.errands, supporter.communities) == (["court"], [])


def test_correcting_wishes_can_declare_experience(signed_in: Client, supporter: Supporter) -> None:
    signed_in.post("/en/my/data/edit/wish/", {"wants": ["accompany"], "has_declared_experience": "on"})

    supporter.refresh_from_db()
    assert (supporter.wants_to_accompany, supporter.wants_to_learn, supporter.has_declared_experience) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("typed", ["", "0000-0000", "🌸", "\x00"])
def test_leaving_and_erasing_ask_for_the_network_id(signed_in: Client, supporter: Supporter, typed: str) -> None:
    for page in ("leave", "erase"):
        response = signed_in.post(f"/en/my/data/{page}/", {"network_id": typed})
        assert list(response.context["form"].errors) == ["network_id"]

    supporter.refresh_from_db()
    assert (supporter.left_on, supporter.erased_on) == (None, None)


def test_leaving_keeps_the_id_and_the_page(signed_in: Client, supporter: Supporter) -> None:
    signed_in.post("/en/my/data/leave/", {"network_id": codes.in_groups(supporter.network_id).lower()})

    supporter.refresh_from_db()
    assert supporter.has_left
    assert signed_in.get("/en/my/").status_code == 200


def test_erasing_leaves_the_id_alone(signed_in: Client, supporter: Supporter) -> None:
    account_of(supporter)
    AccountEntry.objects.create(supporter=supporter, values={}, keyed_by_id=1, by_supporter=True, keyed_at=NOW)
    network_id, user_id = supporter.network_id, supporter.user_id

    signed_in.post("/en/my/data/erase/", {"network_id": network_id})

    supporter.refresh_from_db()
    told = ("name", "telephone", "postal_address", "postal_code", "experience_account", "prefecture")
    assert [getattr(supporter, name) for name in told] == [""] * 6
    assert (supporter.network_id, supporter.communities, supporter.user) == (network_id, [], None)
    assert not User.objects.filter(pk=user_id).exists()
    assert (PayeeAccount.objects.count(), AccountEntry.objects.count()) == (0, 0)
    assert list(supporter.languages_spoken.all()) == []
    assert signed_in.get("/en/my/")["Location"] == "/en/account/login/?next=/en/my/"


def test_erased_id_is_never_given_out_again(supporter: Supporter) -> None:
    erase(supporter, by_id=None, now=NOW)

    assert Supporter.objects.filter(network_id=supporter.network_id).count() == 1


def test_erasing_twice_is_once(supporter: Supporter) -> None:
    for _time in range(2):
        erase(supporter, by_id=None, now=NOW)

    assert AuditEntry.objects.filter(verb="erased").count() == 1


def test_login_of_a_colleague_outlives_their_data(supporter: Supporter) -> None:
    colleague = SupporterFactory(user=UserFactory(groups=["Desk"]))
    ask_to_change_address(colleague.user, "new@example.org", by_id=colleague.user_id, now=NOW)

    erase(colleague, by_id=None, now=NOW)

    assert User.objects.filter(pk=colleague.user_id).exists()
    assert AddressChange.objects.count() == 0


def test_desk_answers_requests_by_post(client: Client, supporter: Supporter) -> None:
    desk = UserFactory(groups=["Desk"])
    client.force_login(desk)

    shown = client.post(f"/admin/supporters/data/{supporter.pk}/").text
    client.post(f"/admin/supporters/erase/{supporter.pk}/", {"network_id": str(supporter)})

    supporter.refresh_from_db()
    assert "Taito-ku 1-2-3" in shown
    assert supporter.name == ""
    assert list(AuditEntry.objects.filter(verb__in=["data seen", "erased"]).values_list("verb", "actor_id")) == [
        ("data seen", desk.pk),
        ("erased", desk.pk),
    ]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_neither_see_nor_erase_data(client: Client, supporter: Supporter, group: str) -> None:
    client.force_login(UserFactory(groups=[group]))

    for page in ("data", "leave", "erase"):
        response = client.post(f"/admin/supporters/{page}/{supporter.pk}/", {"network_id": str(supporter)})
        assert (response.status_code, "Taito" in response.text) == (302, False)

    supporter.refresh_from_db()
    assert supporter.left_on is None


def test_nobody_erases_themselves_at_the_desk(client: Client) -> None:
    own = SupporterFactory(user=UserFactory(groups=["Desk"]))
    client.force_login(own.user)

    client.post(f"/admin/supporters/erase/{own.pk}/", {"network_id": str(own)})

    own.refresh_from_db()
    assert own.erased_on is None


def test_account_on_which_money_is_owed_outlives_the_other_data(supporter: Supporter) -> None:
    account_of(supporter)
    other = account_of(SupporterFactory())

    with hooks.register_temporarily("network_payment_is_owed", lambda erased: erased == supporter):
        for person in (supporter, other.supporter):
            erase(person, by_id=None, now=NOW)

    assert list(PayeeAccount.objects.values_list("supporter", flat=True)) == [supporter.pk]


def test_data_of_who_has_no_login_are_erased_without_a_mail(db: None) -> None:
    on_paper = SupporterFactory(user=None, name="Trần Thị Lan")

    erase(on_paper, by_id=7, now=NOW)

    on_paper.refresh_from_db()
    assert (on_paper.name, on_paper.erased_on, OutboxMail.objects.count()) == ("", tokyo_day(NOW), 0)
    assert AuditEntry.objects.get(verb="erased").actor_id == 7


def test_leaving_is_told_to_the_account(supporter: Supporter) -> None:
    leave(supporter, by_id=7, now=NOW)

    assert list(OutboxMail.objects.values_list("kind", "recipient")) == [("network.account_news", supporter.user_id)]


def test_who_wants_to_accompany_from_now_on_is_sent_papers() -> None:
    learner = SupporterFactory(wants_to_accompany=False)
    term = TermFactory()

    for wanted in (False, True, True):
        correct(learner, {"wants_to_accompany": wanted}, by_id=None, now=NOW)
        asked = list(Papers.objects.values_list("supporter", "term", "state"))
        assert asked == ([(learner.pk, term.pk, "to_send")] if wanted else [])


def test_erased_data_are_not_written_anew_by_a_page_from_before(supporter: Supporter) -> None:
    erase(supporter, by_id=None, now=NOW)

    with pytest.raises(Supporter.DoesNotExist):
        correct(supporter, {"name": "Trần Thị Lan"}, by_id=None, now=NOW)

    assert Supporter.objects.get().name == ""
