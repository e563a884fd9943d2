from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from network.membership.actions import leave
from network.models import FormerNetworkID, Supporter, User
from network.people.addresses.actions import ask_to_change_address
from network.people.rules import codes
from network.registering.actions import register
from network.registering.forms import RegistrationForm
from network.registering.views import SENT_BEFORE
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail, send_due_mail
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.headings import heading
from tests.meanwhile import meanwhile
from tests.network.typing_in import fill_in, last_page, registration

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
DONE = "/vi/register/done/"


def outbox() -> list[tuple[str, str, str]]:
    return list(OutboxMail.objects.order_by("pk").values_list("kind", "recipient__email", "language"))


def registered_by_form(**changes: object) -> Supporter:
    form = RegistrationForm(registration(**changes))
    assert form.is_valid(), form.errors
    register(form.registration(), quota="", now=NOW)
    return Supporter.objects.get(user__email=form.cleaned_data["email"])


def test_register_makes_supporter_address_mail_and_record(client: Client) -> None:
    said = registration(wants=["accompany", "training"], has_declared_experience="on")
    response = client.post("/vi/register/check/", said)

    supporter = Supporter.objects.get()
    assert (response.status_code, response["Location"]) == (302, DONE)
    assert codes.is_code(supporter.network_id, codes.NETWORK_ID_LENGTH)
    assert (supporter.name, supporter.prefecture, supporter.language) == ("Trần Thị Lan", "13", "vi")
    assert (
        supporter.wants_to_accompany,
        supporter.wants_to_learn,
        supporter.wants_foreign_origin_training,
        supporter.has_declared_experience,
        supporter.has_confirmed_experience,
    ) == (True, False, True, True, False)
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == ("lan@example.org", False, True)
    assert outbox() == [("network.registered", "lan@example.org", "vi")]
    assert AuditEntry.objects.values_list("verb", "object_ref", "actor_id").get() == (
        "registered", str(supporter), supporter.user_id
    )  # fmt: skip


def test_register_keeps_only_a_hash_of_the_password() -> None:
    user = registered_by_form().user

    assert user is not None
    assert "side by side" not in user.password
    assert user.check_password("side by side we walk")


def test_register_twice_with_one_key_is_once(client: Client) -> None:
    form = registration()

    answers = [client.post("/vi/register/check/", form, follow=True) for _ in range(3)]

    assert [answer.redirect_chain for answer in answers] == [[(DONE, 302)]] * 3
    assert [list(map(str, answer.context["messages"])) for answer in answers] == [[], *[[str(SENT_BEFORE)]] * 2]
    assert outbox() == [("network.registered", "lan@example.org", "vi")]
    assert Supporter.objects.count() == 1


@pytest.mark.parametrize("is_known", [False, True])
def test_register_with_another_password_after_a_lost_answer_is_told(client: Client, is_known: bool) -> None:
    if is_known:
        SupporterFactory(user__email="lan@example.org")
    fill_in(client)
    sent = last_page(client)
    first = client.post("/vi/register/check/", sent, follow=True)

    again = client.post("/en/register/check/", {**sent, "password": "another way we walk"}, follow=True)

    assert [[str(message) for message in answer.context["messages"]] for answer in (first, again)] == [
        [],
        ["This page had been sent before. What was sent first counts, the password too."],
    ]
    assert again.redirect_chain == [(DONE, 302)]
    assert User.objects.get(email="lan@example.org").check_password("another way we walk") is False


def test_register_with_a_bad_password_keeps_all_else_and_stores_nothing(client: Client) -> None:
    fill_in(client)
    response = client.post("/vi/register/check/", last_page(client, password="short"))

    assert list(response.context["form"].errors) == ["password"]
    assert "Trần Thị Lan" in response.text
    assert Supporter.objects.count() == 0


def test_register_answers_the_same_for_a_known_address(client: Client) -> None:
    new = client.post("/vi/register/check/", registration(email="new@example.org"), follow=True)
    known = SupporterFactory(user__email="known@example.org", language="ja").user
    before = known.password

    old = client.post("/vi/register/check/", registration(email="KNOWN@example.org"), follow=True)

    assert old.redirect_chain == new.redirect_chain
    assert without_tokens(old) == without_tokens(new)
    assert outbox()[1:] == [("network.already_registered", "known@example.org", "ja")]
    assert User.objects.get(pk=known.pk).password == before


def without_tokens(response: object) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())  # type: ignore[attr-defined]  # any response


def test_register_known_address_is_told_once_a_day() -> None:
    SupporterFactory(user__email="lan@example.org")

    for hours in (0, 1, 2, 24):
        form = RegistrationForm(registration())
        assert form.is_valid()
        register(form.registration(), quota="", now=NOW + timedelta(hours=hours))

    assert outbox() == [("network.already_registered", "lan@example.org", "vi")] * 2


def test_register_while_another_takes_the_address_tells_its_owner_alone() -> None:
    form = RegistrationForm(registration())
    assert form.is_valid()

    with meanwhile(lambda: registered_by_form(name="Quicker"), after=User._meta.db_table):
        register(form.registration(), quota="", now=NOW)

    assert [supporter.name for supporter in Supporter.objects.all()] == ["Quicker"]
    assert outbox() == [
        ("network.registered", "lan@example.org", "vi"),
        ("network.already_registered", "lan@example.org", "vi"),
    ]


def test_register_writes_nothing_into_a_mailbox_that_somebody_else_reads() -> None:
    owner = SupporterFactory(user__email="lan@example.org").user
    ask_to_change_address(owner, "new@example.org", is_silent=True, by_id=owner.pk, now=NOW)
    OutboxMail.objects.all().delete()

    registered_by_form()

    assert [(kind, email) for kind, email, _language in outbox()] == [("network.nobody", None)]


def test_register_takes_another_id_when_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = SupporterFactory(network_id="00000000").network_id
    drawn = iter("0000000" + "0000001")
    choose = secrets.choice
    monkeypatch.setattr("secrets.choice", lambda signs: next(drawn) if signs == codes.ALPHABET else choose(signs))

    assert registered_by_form().network_id != taken
    assert list(drawn) == []


def test_register_tries_no_other_id_where_something_else_is_refused() -> None:
    form = RegistrationForm(registration())
    assert form.is_valid()
    without_a_name = replace(form.registration(), name=None)

    with pytest.raises(IntegrityError):
        register(without_a_name, quota="", now=NOW)

    assert (User.objects.count(), Supporter.objects.count(), outbox()) == (0, 0, [])


def test_register_gives_no_id_that_somebody_bore(monkeypatch: pytest.MonkeyPatch) -> None:
    former = FormerNetworkID.objects.create(network_id="00000000").network_id
    drawn = iter("0000000" + "0000001")
    choose = secrets.choice
    monkeypatch.setattr("secrets.choice", lambda signs: next(drawn) if signs == codes.ALPHABET else choose(signs))

    assert registered_by_form().network_id != former
    assert list(drawn) == []


def test_register_while_signed_in_leads_to_my_page(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/vi/register/")["Location"] == "/vi/my/"
    assert client.post("/vi/register/check/", registration())["Location"] == "/vi/my/"
    assert Supporter.objects.count() == 0


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_register_suggests_the_language_of_the_page(client: Client, language: str) -> None:
    response = client.get(f"/{language}/register/about/")

    assert response.context["form"]["language"].value() == language


def test_registered_page_is_safe_to_reload(client: Client) -> None:
    answers = [client.get(DONE) for _ in range(2)]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(200, "Hãy xem email của bạn")] * 2
    assert (Supporter.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_send_again_repeats_the_mail(client: Client) -> None:
    registered_by_form()
    send_due_mail(NOW)

    for _ in range(2):
        response = client.post("/vi/register/send-again/", {"email": " LAN@example.org"})

    assert response["Location"] == DONE
    assert outbox() == [("network.registered", "lan@example.org", "vi")] * 3


@pytest.mark.parametrize(
    ("email", "mails"),
    [
        ("unknown@example.org", [("network.nobody", None, "vi")]),
        ("known@example.org", [("network.already_registered", "known@example.org", "vi")]),
        ("office@example.org", [("network.already_registered", "office@example.org", "vi")]),
    ],
)
def test_send_again_gives_no_second_link(client: Client, email: str, mails: list[tuple[str, str, str]]) -> None:
    SupporterFactory(user__email="known@example.org")
    UserFactory(email="office@example.org", groups=["Desk"])

    response = client.post("/vi/register/send-again/", {"email": email})

    assert response["Location"] == DONE
    assert outbox() == mails


def test_send_again_refuses_what_is_no_address(client: Client) -> None:
    response = client.post("/vi/register/send-again/", {"email": "lan\x00"})

    assert list(response.context["form"].errors) == ["email"]


def test_registered_person_confirms_and_signs_in(client: Client) -> None:
    client.post("/vi/register/check/", registration(password=PASSWORD))
    send_due_mail(timezone.now())
    link = re.search(r"http://localhost:8000(\S+confirm-email\S+)", str(mail.outbox[0].body))
    assert link is not None

    assert client.get(link[1]).status_code == 200
    assert EmailAddress.objects.get().verified is False
    client.post(link[1])
    assert EmailAddress.objects.get().verified is True
    response = client.post("/vi/account/login/", {"login": "lan@example.org", "password": PASSWORD})
    assert response["Location"] == "/vi/my/"


def test_leave_keeps_the_id_and_is_recorded_once() -> None:
    supporter = SupporterFactory()

    for _ in range(2):
        leave(supporter, by_id=supporter.user_id, now=NOW)

    supporter.refresh_from_db()
    assert (supporter.has_left, str(supporter.left_on)) == (True, "2026-05-01")
    assert list(AuditEntry.objects.values_list("verb", "object_ref")) == [("left", str(supporter))]


def test_last_page_that_goes_over_into_another_language_registers_nobody(client: Client) -> None:
    response = client.post("/en/register/check/", {**registration(), "switch_language": "en"})

    # Nothing was typed on the pages before.
    assert (response.status_code, response["Location"]) == (302, "/en/register/about/")
    assert not Supporter.objects.exists()
