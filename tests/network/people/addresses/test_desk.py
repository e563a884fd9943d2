"""Somebody else reads the old mailbox: nothing goes there, and the office asks the owner by another way."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from network.models import AddressChange, Supporter, User
from network.papers.actions import NEWS_MAIL
from network.people.addresses.actions import forget_old_address_changes, refuse_address_change
from network.people.addresses.enums import AskedBy
from portal import mail
from portal.audit import AuditEntry
from portal.mail import MailState, OutboxMail
from tests.factories import SupporterFactory, UserFactory
from tests.network.changing_address import HOUR, NEW, OLD, SILENTLY, THIRD, address_of, ask, signed_in
from tests.network.people.addresses.office import BY_TELEPHONE, LIST, confirm_silently, decide, receivers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_mailed_code_is_not_enough(owner: User) -> None:
    owner.set_unusable_password()
    owner.save()
    client = Client()
    client.force_login(owner)

    answer = client.post(SILENTLY, {"email": NEW})

    assert "Please call the office" in answer.content.decode()
    assert AddressChange.objects.count() == 0


def test_password_is_asked_for_before_anything_is_typed(owner: User) -> None:
    client = Client()
    client.force_login(owner)

    assert client.get(SILENTLY)["Location"].startswith("/en/account/reauthenticate/")


def test_nothing_goes_to_the_old_mailbox(browser: Client, owner: User) -> None:
    waiting = {"language": "en", "now": timezone.now(), "recipient_id": owner.pk}
    mail.queue(NEWS_MAIL, dedupe_key="before", **waiting)
    Client().post("/en/account/login/code/", {"email": OLD})
    ask(browser, page=SILENTLY)

    mail.queue(NEWS_MAIL, dedupe_key="after", **waiting)
    Client().post("/en/account/login/code/", {"email": OLD})
    Client().post("/en/account/password/reset/", {"email": OLD})
    browser.post("/en/my/prove/send/")

    assert receivers() == [NEW]


def test_asking_for_a_code_is_answered_alike(browser: Client) -> None:
    ask(browser, page=SILENTLY)
    answers = [Client().post("/en/account/login/code/", {"email": email}) for email in (OLD, "nobody@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def test_link_alone_changes_nothing(browser: Client, owner: User) -> None:
    ask(browser, page=SILENTLY)

    confirm_silently()

    assert (address_of(owner), AddressChange.objects.get().state) == (OLD, "at_desk")


def test_address_changes_when_the_office_confirms(browser: Client, owner: User, desk: Client) -> None:
    ask(browser, page=SILENTLY)
    confirm_silently()

    decide(desk, "confirm")

    assert address_of(owner) == NEW
    assert list(EmailAddress.objects.filter(user=owner).values_list("email", "verified")) == [(NEW, True)]
    assert AuditEntry.objects.get(verb="address changed").reason == "telephone"


def test_news_held_meanwhile_go_to_the_new_address(
    browser: Client, owner: User, desk: Client, clock: time_machine.Traveller
) -> None:
    ask(browser, page=SILENTLY)
    mail.queue(NEWS_MAIL, dedupe_key="held", language="en", now=timezone.now(), recipient_id=owner.pk)
    confirm_silently()
    assert OutboxMail.objects.get(dedupe_key="held").attempts == 0
    decide(desk, "confirm")
    clock.shift(2 * HOUR)

    assert receivers() == [NEW, NEW]
    assert OutboxMail.objects.get(dedupe_key="held").state == MailState.SENT


def test_office_cannot_confirm_before_the_new_mailbox_has(browser: Client, owner: User, desk: Client) -> None:
    ask(browser, page=SILENTLY)

    decide(desk, "confirm")

    assert address_of(owner) == OLD


def test_who_is_not_the_owner_is_shut_out(browser: Client, owner: User, desk: Client) -> None:
    ask(browser, page=SILENTLY)
    confirm_silently()

    decide(desk, "refuse")

    assert address_of(owner) == OLD
    assert not owner.has_usable_password()
    assert browser.get("/en/my/").status_code == 302
    assert AddressChange.objects.get().state == "refused"


@pytest.mark.parametrize(("hours", "state"), [(71, "undone"), (73, "in_effect")])
def test_office_undoes_within_72_hours(
    hours: int, state: str, browser: Client, owner: User, desk: Client, clock: time_machine.Traveller
) -> None:
    ask(browser, page=SILENTLY)
    confirm_silently()
    decide(desk, "confirm")
    clock.shift(hours * HOUR)
    desk = signed_in_again(desk)
    change = AddressChange.objects.get()

    desk.post(f"{LIST}decide/{change.pk}/", {"verb": "undo", **BY_TELEPHONE})

    change.refresh_from_db()
    assert change.state == state


def signed_in_again(desk: Client) -> Client:
    desk.force_login(User.objects.get(groups__name="Desk"))
    return desk


def test_decision_needs_the_way_in_which_the_person_was_asked(browser: Client, owner: User, desk: Client) -> None:
    ask(browser, page=SILENTLY)
    confirm_silently()

    desk.post(f"{LIST}decide/{AddressChange.objects.get().pk}/", {"verb": "confirm"})

    assert address_of(owner) == OLD


def test_nobody_decides_on_an_own_change(clock: time_machine.Traveller) -> None:
    colleague = SupporterFactory(user=UserFactory(groups=["Desk"])).user
    client = signed_in(colleague)
    ask(client, page=SILENTLY)
    change = AddressChange.objects.get()

    client.post(f"{LIST}decide/{change.pk}/", {"verb": "refuse", **BY_TELEPHONE})

    change.refresh_from_db()
    assert change.state == "asked"


def test_list_names_who_and_since_when_and_no_address(browser: Client, owner: User, desk: Client) -> None:
    ask(browser, page=SILENTLY)
    ask(signed_in(SupporterFactory(user__email="minh@example.org").user), THIRD)

    html = desk.get(LIST).content.decode()

    assert str(owner.supporter) in html
    assert "Friday, 1 May 2026, 19:00" in html
    assert [address for address in (OLD, NEW, THIRD, "minh@example.org") if address in html] == []
    assert html.count("/decide/") == 1


def test_home_page_counts_what_waits(browser: Client, desk: Client) -> None:
    assert "Addresses to confirm</a></td>" not in desk.get("/admin/").content.decode()
    ask(browser, page=SILENTLY)

    assert "Addresses to confirm</a></td><td>1</td>" in desk.get("/admin/").content.decode()


@pytest.mark.parametrize("group", ["Editors", "Coordinators", "Treasurers", "Auditors", "Claims officers"])
def test_others_decide_on_no_address(group: str, browser: Client) -> None:
    ask(browser, page=SILENTLY)
    client = Client()
    client.force_login(UserFactory(groups=[group]))
    change = AddressChange.objects.get()

    client.post(f"{LIST}decide/{change.pk}/", {"verb": "refuse", **BY_TELEPHONE})
    client.post(f"/admin/supporters/address/{Supporter.objects.get().pk}/", {"email": THIRD, **BY_TELEPHONE})

    assert list(AddressChange.objects.values_list("state", flat=True)) == ["asked"]


def test_waiting_change_is_not_forgotten(browser: Client, clock: time_machine.Traveller) -> None:
    ask(browser, page=SILENTLY)
    clock.shift(timedelta(days=30))

    forget_old_address_changes(timezone.now())

    assert AddressChange.objects.count() == 1


def test_desk_reads_in_words_that_a_request_does_not_wait_any_more(desk: Client, browser: Client) -> None:
    ask(browser, page=SILENTLY)
    change = AddressChange.objects.get()
    decide(desk, "refuse")
    address = f"{LIST}decide/{change.pk}/"

    pages = [desk.get(address, follow=True), desk.get(f"{LIST}decide/{change.pk + 1}/", follow=True)]
    pages.append(desk.post(address, {"verb": "confirm", **BY_TELEPHONE}, follow=True))

    assert [page.redirect_chain for page in pages] == [[(LIST, 302)]] * 3
    assert ["This request does not wait any more" in page.text for page in pages] == [True] * 3


def test_nobody_of_the_desk_decides_on_their_own_address(desk: Client, browser: Client) -> None:
    ask(browser, page=SILENTLY)
    AddressChange.objects.update(user=User.objects.get(groups__name="Desk"))

    page = desk.get(f"{LIST}decide/{AddressChange.objects.get().pk}/", follow=True)

    assert "Nobody decides on an own address." in page.text


def test_nobody_decides_on_their_own_address_by_any_door(browser: Client, owner: User) -> None:
    ask(browser, page=SILENTLY)
    change = AddressChange.objects.get()

    with pytest.raises(PermissionDenied):
        refuse_address_change(change, asked_by=AskedBy.IN_PERSON, by_id=owner.pk, now=timezone.now())

    change.refresh_from_db()
    assert (change.state, owner.has_usable_password()) == ("asked", True)
