from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.demo.second_factor import give_second_factor
from network.models import User
from network.second_factor import SHOWN
from portal.audit import AuditEntry
from portal.fields import decrypt
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.showing_codes import code_for, code_of, recovery_code_of
from tests.queries import Queries

pytestmark = pytest.mark.django_db

HOME = "/admin/"
MY_PAGE = "/en/my/"
DESK = "/admin/supporters/"
STEP = "/en/account/2fa/authenticate/"
AGAIN = "/en/account/2fa/reauthenticate/"
SET_UP = "/en/account/2fa/totp/activate/"
CODES = "/en/account/2fa/recovery-codes/"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def colleague(**fields: object) -> User:
    return UserFactory(email="desk@example.org", groups=["Desk"], **fields)


def type_password(client: Client) -> str:
    return client.post("/en/account/login/", {"login": "desk@example.org", "password": PASSWORD})["Location"]


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


@pytest.mark.parametrize("periods", [-3, 3])
def test_code_of_another_time_is_refused(client: Client, periods: int) -> None:
    user = colleague()
    type_password(client)

    assert client.post(STEP, {"code": code_of(user, periods=periods)}).status_code == 200


def test_code_is_good_for_one_sign_in(client: Client) -> None:
    code = code_of(colleague())
    type_password(client)
    client.post(STEP, {"code": code})
    overlooked = Client(headers={"accept-language": "en"})
    type_password(overlooked)

    assert overlooked.post(STEP, {"code": code}).status_code == 200


def test_recovery_code_opens_the_office_once(client: Client) -> None:
    code = recovery_code_of(colleague())
    type_password(client)
    assert client.post(STEP, {"code": code})["Location"] == "/en/my/"
    assert client.get(DESK).status_code == 200
    another = Client(headers={"accept-language": "en"})
    type_password(another)

    assert another.post(STEP, {"code": code}).status_code == 200


def test_colleague_sets_the_app_up_on_the_way_to_the_office(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    colleague(second_factor=False)
    assert type_password(client) == "/en/my/"
    assert client.get(DESK + "?q=lan")["Location"] == SET_UP

    password = client.get(SET_UP)["Location"]
    assert "The office works with two-step sign-in" in client.get(password).text
    assert client.post(password, {"password": PASSWORD, "next": SET_UP})["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(SET_UP, {"code": code_for(secret)})
    response.wsgi_request.session.save()  # in tests alone the commit comes after the answer
    assert response["Location"] == CODES

    assert f'href="{DESK}?q=lan"' in client.get(CODES).text
    assert client.get(DESK).status_code == 200
    assert DESK not in client.get(CODES).text


def test_wrong_code_keeps_the_picture_that_was_scanned(client: Client) -> None:
    colleague(second_factor=False)
    type_password(client)
    client.post(client.get(SET_UP)["Location"], {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret

    form = client.post(SET_UP, {"code": "000000"}).context["form"]

    assert (form.secret, list(form.errors)) == (secret, ["code"])


def test_session_older_than_the_second_factor_shows_it_first(client: Client) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    give_second_factor(user)  # the colleague, in another browser

    response = client.get(DESK + "?q=lan")

    assert response["Location"] == f"{AGAIN}?next=%2Fadmin%2Fsupporters%2F%3Fq%3Dlan"
    wanted = {"code": code_of(user), "next": DESK + "?q=lan"}
    assert client.post(AGAIN, wanted)["Location"] == DESK + "?q=lan"
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("path", ["totp/deactivate/", "recovery-codes/", "recovery-codes/download/"])
def test_password_alone_replaces_no_second_factor(client: Client, path: str) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    give_second_factor(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    assert client.get(f"/en/account/2fa/{path}")["Location"].startswith(f"{AGAIN}?next=")
    assert client.post(f"/en/account/2fa/{path}")["Location"] == f"{AGAIN}?next=%2Fen%2Fmy%2F"
    assert Authenticator.objects.filter(user=user).count() == 2


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


def test_second_factor_taken_off_closes_every_session(client: Client) -> None:
    user = colleague()
    client.force_login(user)

    call_command("take_second_factor_off", "Desk@Example.org ", reason="telephone lost, seen in person")

    assert client.get(DESK)["Location"] == SET_UP
    assert list(AuditEntry.objects.values_list("verb", "object_ref", "reason")) == [
        ("second factor taken off", str(user.pk), "telephone lost, seen in person")
    ]


@pytest.mark.parametrize("email", ["nobody@example.org", "desk@example.org"])
def test_taking_off_what_is_not_there_says_so(email: str) -> None:
    colleague(second_factor=False)

    with pytest.raises(CommandError):
        call_command("take_second_factor_off", email, reason="none")

    assert AuditEntry.objects.count() == 0


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


def test_secrets_rest_encrypted() -> None:
    user = colleague()
    kept = {authenticator.type: authenticator.data for authenticator in Authenticator.objects.filter(user=user)}

    assert re.fullmatch("[A-Z2-7]{32}", decrypt(kept["totp"]["secret"]))
    assert re.fullmatch("[0-9a-f]{80}", decrypt(kept["recovery_codes"]["seed"]))


def test_telephone_shows_the_network_and_nobodys_address(client: Client) -> None:
    user = colleague(second_factor=False)
    type_password(client)
    client.post(client.get(SET_UP)["Location"], {"password": PASSWORD})

    response = client.get(SET_UP)

    address = response.context["totp_url"]
    assert re.fullmatch(r"otpauth://totp/portal\?secret=[A-Z2-7]{32}&issuer=Bans%C5%8D%20Net", address)
    assert user.email not in address
    assert 'src="data:image/svg+xml;base64,' in response.text
    assert "img-src 'self' data:" in response["Content-Security-Policy"]


def test_form_sent_from_elsewhere_leads_to_the_own_page(client: Client) -> None:
    client.force_login(colleague(second_factor=False))

    client.post("/en/my/data/edit/name/", headers={"referer": "https://elsewhere.example/admin/"})

    assert client.session["office_wanted"] == MY_PAGE


def test_page_of_the_set_up_says_where_it_leads(client: Client) -> None:
    client.force_login(colleague(second_factor=False))
    client.get("/en/meet/cohorts/?x=<b>")
    wanted = "/en/meet/cohorts/?x=%3Cb%3E"

    password = client.get(client.get(SET_UP)["Location"])
    client.post(password.request["PATH_INFO"], {"password": PASSWORD, "next": SET_UP})

    for page in (password.text, client.get(SET_UP).text):
        assert "After that you go on to the page that you wanted" in page
        assert wanted in page


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
@pytest.mark.parametrize(
    ("path", "has_app"),
    [
        ("", True),
        ("", False),
        ("reauthenticate/", True),
        ("totp/activate/", False),
        ("totp/deactivate/", True),
        ("recovery-codes/", True),
        ("recovery-codes/generate/", True),
    ],
)
def test_page_of_the_second_factor_has_one_heading(client: Client, language: str, path: str, has_app: bool) -> None:
    client.force_login(colleague() if has_app else SupporterFactory().user)
    client.post(f"/{language}/account/reauthenticate/", {"password": PASSWORD})

    response = client.get(f"/{language}/account/2fa/{path}")

    assert response.status_code == 200
    assert response.text.count("<h1") == 1


def test_recovery_codes_are_shown_and_saved_as_a_file(client: Client) -> None:
    user = colleague()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    shown = client.get(CODES).text
    saved = client.get(f"{CODES}download/").text.split()

    assert len(saved) == 10
    assert [code for code in saved if code in shown] == saved


def test_new_recovery_codes_shut_nobody_out_who_came_by_an_old_one(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    code = recovery_code_of(colleague())
    type_password(client)
    client.post(STEP, {"code": code})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{CODES}generate/")
    response.wsgi_request.session.save()  # in tests alone the commit comes after the answer

    assert client.get(DESK).status_code == 200


def test_new_recovery_codes_end_the_old_ones(client: Client) -> None:
    user = colleague()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    old = recovery_code_of(user)

    assert client.post(f"{CODES}generate/")["Location"] == CODES
    assert old not in client.get(CODES).text


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
