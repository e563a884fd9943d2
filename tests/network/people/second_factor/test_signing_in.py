"""Nobody gets into the office without a second factor."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from network.demo.second_factor import give_second_factor
from network.people.signing_in.second_factor import SHOWN
from tests import mailing
from tests.factories import SupporterFactory, UserFactory
from tests.network.people.second_factor.colleagues import AGAIN, DESK, SET_UP, STEP, colleague, type_password
from tests.network.showing_codes import code_of
from tests.queries import Queries

pytestmark = pytest.mark.django_db

HOME = "/admin/"


def test_password_alone_signs_no_colleague_in(client: Client) -> None:
    colleague()

    assert type_password(client) == STEP
    assert "_auth_user_id" not in client.session
    assert client.get(DESK)["Location"] == f"/admin/login/?next={DESK}"


def test_password_and_code_open_the_office(client: Client) -> None:
    user = colleague()
    type_password(client)

    assert client.post(STEP, {"code": code_of(user)})["Location"] == "/en/my/"
    assert client.get(DESK).status_code == 200


def test_code_by_mail_alone_signs_no_colleague_in(client: Client) -> None:
    user = colleague()
    asked = client.post("/en/account/login/code/", {"email": "desk@example.org"})
    code = re.search(r"signing in: (\S+)", mailing.newest())
    assert code is not None

    assert client.post(asked["Location"], {"code": code[1]})["Location"] == STEP
    assert "_auth_user_id" not in client.session
    assert client.post(STEP, {"code": code_of(user)})["Location"] == "/en/my/"


@pytest.mark.parametrize("shape", ["{} {}", "{}-{}", " {}{} "])
def test_code_is_taken_however_typed(client: Client, shape: str) -> None:
    code = code_of(colleague())
    type_password(client)
    wide = code.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})

    assert client.post(STEP, {"code": shape.format(wide[:3], wide[3:])})["Location"] == "/en/my/"


@pytest.mark.parametrize("typed", ["", "000", "🌸", "\x00", "1" * 100_000])
def test_wrong_code_is_refused(client: Client, typed: str) -> None:
    colleague()
    type_password(client)

    response = client.post(STEP, {"code": typed})

    assert list(response.context["form"].errors) == ["code"]
    assert "_auth_user_id" not in client.session


NOT_RIGHT = "This code is not right, or it was used already. Wait for the next one and type that."


@pytest.mark.parametrize("periods", [-3, 3])
def test_code_of_another_time_is_refused(client: Client, periods: int) -> None:
    user = colleague()
    type_password(client)

    answer = client.post(STEP, {"code": code_of(user, periods=periods)})

    assert answer.context["form"].errors == {"code": [NOT_RIGHT]}
    assert "_auth_user_id" not in client.session


def test_code_is_good_for_one_sign_in(client: Client) -> None:
    code = code_of(colleague())
    type_password(client)
    client.post(STEP, {"code": code})
    overlooked = Client(headers={"accept-language": "en"})
    type_password(overlooked)

    assert overlooked.post(STEP, {"code": code}).context["form"].errors == {"code": [NOT_RIGHT]}
    assert "_auth_user_id" not in overlooked.session


def test_session_older_than_the_second_factor_shows_it_first(client: Client) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    give_second_factor(user)  # the colleague, in another browser

    response = client.get(DESK + "?q=lan")

    assert response["Location"] == f"{AGAIN}?next=%2Fadmin%2Fsupporters%2F%3Fq%3Dlan"
    wanted = {"code": code_of(user), "next": DESK + "?q=lan"}
    assert client.post(AGAIN, wanted)["Location"] == DESK + "?q=lan"
    assert client.get(DESK).status_code == 200


def test_session_without_any_record_of_a_code_stays_outside(client: Client) -> None:
    client.force_login(colleague())
    session = client.session
    del session[SHOWN]
    session.save()

    assert client.get(DESK)["Location"].startswith(AGAIN)


def test_record_of_another_persons_code_opens_nothing(client: Client) -> None:
    client.force_login(colleague())
    session = client.session
    stolen = UserFactory(groups=["Desk"])
    theirs = Authenticator.objects.filter(user=stolen)[0].pk
    session[SHOWN] = [(stolen.pk, theirs), (session[SHOWN][0][0], theirs)]
    session.save()

    assert client.get(DESK)["Location"].startswith(AGAIN)


def test_form_sent_without_a_second_factor_changes_nothing(client: Client) -> None:
    supporter = SupporterFactory(declared=True)
    client.force_login(colleague(second_factor=False))

    form = f"{DESK}inspect/{supporter.pk}/?q=lan"
    headers = {"referer": f"http://testserver{form}"}

    response = client.post(f"{DESK}confirm-experience/{supporter.pk}/", headers=headers)

    assert (response["Location"], client.session["office_wanted"]) == (SET_UP, form)
    supporter.refresh_from_db()
    assert supporter.has_confirmed_experience is False


def test_supporter_needs_no_second_factor(client: Client) -> None:
    SupporterFactory(user__email="desk@example.org")

    assert type_password(client) == "/en/my/"
    assert client.get(DESK)["Location"] == f"/admin/login/?next={DESK}"


def test_administrator_needs_one_too(client: Client) -> None:
    client.force_login(UserFactory(administrator=True, second_factor=False))

    assert client.get(HOME)["Location"] == SET_UP


def test_second_factor_costs_the_office_one_query(
    client: Client, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    client.force_login(colleague())
    client.get("/admin/sprite/")

    with count_queries() as counted:
        client.get("/admin/sprite/")

    user = ["network_user" in sql for sql in counted.statements]
    assert user == [True, False], counted.statements


def test_my_page_of_a_colleague_leads_to_the_second_factor(client: Client) -> None:
    client.force_login(colleague())

    assert 'href="/en/account/2fa/"' in client.get("/en/my/").text


def test_demo_shows_the_codes_of_now(client: Client) -> None:
    user = colleague()
    SupporterFactory()

    response = client.get("/demo/codes/")

    assert [row[:2] for row in response.context["rows"]] == [(user.email, code_of(user))]
    assert "no-store" in response["Cache-Control"]
    type_password(client)
    assert client.post(STEP, {"code": response.context["rows"][0][2]})["Location"] == "/en/my/"
