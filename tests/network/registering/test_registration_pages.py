"""The registration page by page: what is typed is kept, encrypted, until it is sent or a day is over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from network.models import BrowserSession, Papers, Supporter
from network.people.signing_in.browser_sessions import SessionStore
from network.registering.drafts import RegistrationDraft
from tests.factories import TermFactory
from tests.network.typing_in import PAGES, fill_in, last_page

pytestmark = pytest.mark.django_db


def test_registration_page_by_page_stores_everything_said(client: Client) -> None:
    fill_in(client)

    answer = client.post("/vi/register/check/", last_page(client))

    supporter = Supporter.objects.get()
    assert answer["Location"] == "/vi/register/done/"
    assert (supporter.telephone, supporter.postal_code) == ("09012345678", "110-0005")
    assert [(one.language, one.level) for one in supporter.languages_spoken.all()] == [
        ("vi", "mother"),
        ("ja", "everyday"),
    ]
    assert (supporter.errands, supporter.communities) == (["hospital", "school"], ["vietnamese"])
    assert supporter.experience_account == "Từ 2019, mỗi tháng một lần"
    consent = supporter.consents.get()
    assert (consent.version, consent.language, consent.text[:12]) == (supporter.consent_version, "vi", "Ban văn phòn")


def test_each_page_leads_to_the_next(client: Client) -> None:
    answers = [client.post(f"/vi/register/{name}/", typed)["Location"] for name, typed in PAGES.items()]

    assert answers == [f"/vi/register/{name}/" for name in ("reach", "speak", "wish", "check")]


def test_registration_keeps_what_was_typed_in_another_language(client: Client) -> None:
    client.post("/vi/register/about/", {"name": "Lan", "name_kana": "漢字"})

    form = client.get("/ja/register/about/").context["form"]

    assert (form["name"].value(), form["name_kana"].value()) == ("Lan", "漢字")


def test_registration_keeps_what_is_typed_before_it_is_sent(client: Client) -> None:
    client.get("/vi/register/reach/")

    assert client.post("/vi/register/reach/keep/", {"email": "lan@"}).status_code == 204

    assert client.get("/vi/register/reach/").context["form"]["email"].value() == "lan@"


def test_pages_kept_at_once_keep_what_each_was_sent(client: Client) -> None:
    client.get("/vi/register/about/")
    key = client.session.session_key
    both = [RegistrationDraft(SessionStore(key), timezone.now()) for _ in range(2)]

    both[0].keep("about", QueryDict("name=Lan"))
    both[1].keep("reach", QueryDict("email=lan@example.org"))

    kept = RegistrationDraft(SessionStore(key), timezone.now())
    assert (kept.typed("about"), kept.typed("reach")) == ({"name": ["Lan"]}, {"email": ["lan@example.org"]})


def test_page_has_begun_a_session_before_it_sends_anything(client: Client) -> None:
    client.get("/vi/register/about/")
    shown = client.session.session_key

    for address in ("/vi/register/about/keep/", "/vi/register/about/"):
        client.post(address, {"name": "Lan", "prefecture": "13"})

    assert list(BrowserSession.objects.values_list("session_key", flat=True)) == [shown]


def test_what_a_page_sent_before_it_was_deleted_stays_deleted(client: Client) -> None:
    client.get("/vi/register/about/")
    deleted = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/vi/register/forget/")

    client.cookies[settings.SESSION_COOKIE_NAME] = deleted
    assert client.post("/vi/register/about/keep/", {"name": "Lan"}).status_code == 204

    assert client.get("/vi/register/about/").context["form"]["name"].value() is None


def test_typed_registration_is_encrypted_and_holds_no_password(client: Client) -> None:
    fill_in(client)
    client.post("/vi/register/check/", last_page(client, password="short"))

    stored = "".join(str(session.get_decoded()) for session in BrowserSession.objects.all())
    assert "registration" in stored
    assert [word for word in ("Lan", "0901234", "Taito", "short") if word in stored] == []


def test_registration_begun_is_forgotten_after_a_day(client: Client) -> None:
    client.post("/vi/register/about/", PAGES["about"])

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.get("/vi/register/about/").context["form"]["name"].value() is None


def test_registration_begun_is_forgotten_on_demand(client: Client) -> None:
    client.post("/vi/register/about/", PAGES["about"])

    assert client.post("/vi/register/forget/")["Location"] == "/vi/register/"
    assert client.get("/vi/register/about/").context["form"]["name"].value() is None


def test_page_left_out_is_asked_for(client: Client) -> None:
    client.post("/vi/register/about/", PAGES["about"])

    assert client.get("/vi/register/check/")["Location"] == "/vi/register/reach/"


@pytest.mark.parametrize(
    ("page", "typed", "wrong"),
    [
        ("about", {"name_kana": "漢字"}, ["name_kana"]),
        ("reach", {"telephone": "12"}, ["telephone"]),
        ("reach", {"telephone": "🌸"}, ["telephone"]),
        ("reach", {"postal_code": "12-3"}, ["postal_code"]),
        ("reach", {"postal_code": "１２３４５６７８"}, ["postal_code"]),
        ("reach", {"postal_address": "x" * 201}, ["postal_address"]),
        ("speak", {"language_1": "vi", "level_1": ""}, ["level_1"]),
        ("speak", {"language_1": "", "level_1": "mother"}, ["language_1"]),
        ("speak", {"language_2": "vi"}, ["language_2"]),
        ("speak", {"errands": ["moon"]}, ["errands"]),
        ("speak", {"communities": ["\x00"]}, ["communities"]),
        ("about", {"organisation": "Hội Bạn, 090-1234-5678"}, ["organisation"]),
        ("wish", {"experience_account": "x" * 601}, ["experience_account"]),
        ("wish", {"experience_account": "Đi cùng một người, 090-1234-5678"}, ["experience_account"]),
    ],
)
def test_page_refuses_with_an_error_at_the_field(
    client: Client, page: str, typed: dict[str, object], wrong: list[str]
) -> None:
    response = client.post(f"/en/register/{page}/", {**PAGES[page], **typed})

    assert list(response.context["form"].errors) == wrong


def test_account_that_may_name_somebody_is_asked_about_and_then_taken(client: Client) -> None:
    """The tick holds on the last page too, where all pages are judged once more."""
    named = {**PAGES["wish"], "experience_account": "Từ 2019 đi cùng chị Lan"}
    fill_in(client, about={"organisation": "Hội chị Hoa"})
    asked = client.post("/vi/register/wish/", named)
    assert list(asked.context["form"].errors) == ["looked_again"]
    assert client.get("/vi/register/check/")["Location"] == "/vi/register/wish/?incomplete=1"

    tick = re.findall(r'name="looked_again" value="(\w+)"', asked.text)[0]
    assert client.post("/vi/register/wish/", {**named, "looked_again": tick})["Location"] == "/vi/register/check/"
    client.post("/vi/register/check/", last_page(client))

    known = Supporter.objects.values_list("experience_account", "organisation")
    assert list(known) == [("Từ 2019 đi cùng chị Lan", "Hội chị Hoa")]


def test_registration_sent_again_after_its_answer_was_lost_is_done(client: Client) -> None:
    fill_in(client)
    said = last_page(client)

    answers = [client.post("/vi/register/check/", said)["Location"] for _twice in range(2)]

    assert answers == ["/vi/register/done/"] * 2
    assert Supporter.objects.count() == 1


def test_registration_sends_only_what_its_last_page_has_shown(client: Client) -> None:
    fill_in(client)
    said = last_page(client)
    client.post("/vi/register/reach/", {**PAGES["reach"], "email": "other@example.org"})

    answer = client.post("/vi/register/check/", said)
    assert (answer["Location"], Supporter.objects.count()) == ("/vi/register/check/", 0)
    assert "other@example.org" in client.get(answer["Location"]).text

    client.post("/vi/register/check/", last_page(client))
    assert Supporter.objects.get().user.email == "other@example.org"


def test_papers_are_asked_for_in_the_running_term(client: Client) -> None:
    today = timezone.localdate()
    term = TermFactory(starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=30))
    fill_in(client)

    client.post("/vi/register/check/", last_page(client))

    assert list(Papers.objects.values_list("supporter__name", "term", "state")) == [
        ("Trần Thị Lan", term.pk, "to_send")
    ]


def test_learner_who_does_not_accompany_needs_no_papers(client: Client) -> None:
    TermFactory(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    fill_in(client, wish={"wants": ["learn"]})

    client.post("/vi/register/check/", last_page(client))

    assert (Supporter.objects.count(), Papers.objects.count()) == (1, 0)


def test_telephone_and_address_are_not_readable_in_the_database(client: Client) -> None:
    fill_in(client)
    client.post("/vi/register/check/", last_page(client))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT telephone, postal_code, postal_address, communities, experience_account FROM network_supporter"
        )
        row = " ".join(cursor.fetchone())

    assert [word for word in ("0901234", "110-0005", "Taito", "vietnamese", "2019") if word in row] == []
