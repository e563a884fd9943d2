from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from network.demo.load import load_people
from network.demo.people import ADMINISTRATOR, OFFICE, PASSWORD
from network.models import Programme, Supporter, User
from portal.dates import TOKYO
from portal.mail import OutboxMail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=TOKYO)


@pytest.fixture
def logins(tmp_path: Path, settings: Settings) -> list[list[str]]:
    settings.DATA = tmp_path
    load_people(lambda line: None, NOW)
    return [line.split("\t") for line in (tmp_path / "logins.txt").read_text().splitlines()]


def test_demo_has_both_programmes(logins: list[list[str]]) -> None:
    assert list(Programme.objects.values_list("starts_on", "ends_on")) == [
        (date(2023, 7, 10), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2027, 1, 22)),
    ]


def test_demo_logins_all_open_the_portal(logins: list[list[str]]) -> None:
    assert len(logins) == 13
    codes = {email: code for email, code, _next in Client().get("/demo/codes/").context["rows"]}
    for _role, email, password in logins:
        client = Client()
        reached = client.post("/vi/account/login/", {"login": email, "password": password})["Location"]
        if email in codes:
            reached = client.post(reached, {"code": codes[email]})["Location"]
        assert reached == "/vi/my/"
        assert client.get("/vi/my/").status_code == 200


def test_demo_colleagues_and_nobody_else_have_a_second_factor(logins: list[list[str]]) -> None:
    shown = [email for email, _code, _next in Client().get("/demo/codes/").context["rows"]]

    assert shown == sorted([*(colleague.email for colleague in OFFICE), ADMINISTRATOR])


def test_demo_loaded_again_keeps_the_second_factors(logins: list[list[str]]) -> None:
    before = list(Authenticator.objects.values_list("pk", "data"))

    load_people(lambda line: None, NOW)

    assert list(Authenticator.objects.values_list("pk", "data")) == before


def test_demo_people_stand_at_different_places(logins: list[list[str]]) -> None:
    people = Supporter.objects.order_by("user__email").values_list("user__email", "experience_confirmed_on")

    assert list(people) == [
        ("companion@example.org", date(2024, 5, 13)),
        ("facilitator@example.org", date(2023, 9, 4)),
        ("learner@example.org", None),
        ("newcomer@example.org", None),
        ("roots@example.org", None),
        ("supporter@example.org", date(2023, 7, 18)),
    ]


def test_demo_loaded_again_later_adds_nothing_but_days(logins: list[list[str]]) -> None:
    load_people(lambda line: None, NOW.replace(year=2027))

    assert User.objects.count() == EmailAddress.objects.count() == len(logins)
    registered = OutboxMail.objects.filter(kind="network.registered")
    assert registered.count() == Supporter.objects.count() == 6
    assert Programme.objects.last().ends_on == date(2028, 1, 22)  # type: ignore[union-attr]  # there are two


def test_demo_password_is_good_enough_for_the_form() -> None:
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD, User(email="learner@example.org"))
