"""What an administrator does with other people's accounts: never in silence, and never in their place."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from network.models import User
from portal.audit import AuditEntry
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

BULK = "/admin/bulk/network/user"
OTHER_WORDS = "other words entirely"


@pytest.fixture
def administrator() -> User:
    return UserFactory(administrator=True)


@pytest.fixture
def browser(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def lan() -> User:
    return SupporterFactory(user__email="lan@example.org", language="en").user


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def form(user: User, **changes: Any) -> dict[str, Any]:
    kept = {"email": user.email, "first_name": "A", "last_name": "B", "is_active": "on"}
    return {name: value for name, value in {**kept, **changes}.items() if value is not None}


def edit(browser: Client, user: User, **changes: Any) -> None:
    assert browser.post(f"/admin/users/edit/{user.pk}/", form(user, **changes)).status_code == 302


def on_record(verb: str = "roles changed") -> list[tuple[int | None, str, dict[str, Any]]]:
    return list(AuditEntry.objects.filter(verb=verb).values_list("actor_id", "object_ref", "changes"))


def told() -> list[str]:
    return [mail.to[0] for mail in mailing.delivered()]


def test_administrator_sets_nobodys_password(browser: Client, lan: User) -> None:
    edit(browser, lan, password1=OTHER_WORDS, password2=OTHER_WORDS)

    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)
    assert 'type="password"' not in browser.get(f"/admin/users/edit/{lan.pk}/").text


def test_new_account_has_no_password_but_the_owners_to_be(browser: Client) -> None:
    sent = {"email": "new@example.org", "first_name": "A", "last_name": "B", "groups": [group("Desk")]}
    browser.post("/admin/users/new/", {**sent, "password1": OTHER_WORDS, "password2": OTHER_WORDS})

    assert not User.objects.get(email="new@example.org").has_usable_password()
    assert told() == ["new@example.org"]


def test_groups_given_by_the_form_are_on_record_and_told(browser: Client, administrator: User, lan: User) -> None:
    edit(browser, lan, groups=[group("Coordinators")])

    assert on_record() == [(administrator.pk, str(lan.pk), {"groups": [[], ["Coordinators"]]})]
    ((to, subject, text),) = [(mail.to, mail.subject, str(mail.body)) for mail in mailing.delivered()]
    assert (to, subject) == (["lan@example.org"], "Bansō Net: a message for you")
    assert text.startswith("Something has changed in your account in the portal:\nhttp://localhost:8000/en/my/")
    assert "Coordinators" not in text


def test_form_that_changes_no_role_tells_nobody(browser: Client, lan: User) -> None:
    edit(browser, lan, first_name="Lan")

    assert (on_record(), on_record("role changed"), told()) == ([], [], [])


@pytest.mark.parametrize(("changed", "is_told"), [({"is_superuser": "on"}, True), ({"is_active": None}, False)])
def test_marks_of_an_account_are_on_record(
    browser: Client, administrator: User, lan: User, changed: dict[str, Any], is_told: bool
) -> None:
    """Closed accounts get no mail."""
    edit(browser, lan, **changed)

    (name,) = changed
    before = name == "is_active"
    assert on_record() == [(administrator.pk, str(lan.pk), {name: [before, not before]})]
    assert told() == (["lan@example.org"] if is_told else [])


def test_roles_of_a_new_account_are_on_record(browser: Client, administrator: User) -> None:
    sent = {"email": "new@example.org", "first_name": "A", "last_name": "B", "groups": [group("Desk")]}
    browser.post("/admin/users/new/", {**sent, "is_superuser": "on"})

    made = User.objects.get(email="new@example.org")
    changes = {"groups": [[], ["Desk"]], "is_superuser": [False, True]}
    assert on_record() == [(administrator.pk, str(made.pk), changes)]


def test_role_given_to_many_is_on_record_of_each(browser: Client, administrator: User, lan: User) -> None:
    minh = SupporterFactory(user__email="minh@example.org").user

    browser.post(f"{BULK}/assign_role/?id={lan.pk}&id={minh.pk}", {"role": group("Treasurers")})

    changes = {"groups": [[], ["Treasurers"]]}
    assert sorted(on_record()) == [(administrator.pk, str(user.pk), changes) for user in (lan, minh)]
    assert sorted(told()) == ["lan@example.org", "minh@example.org"]


def test_accounts_closed_together_are_on_record(browser: Client, administrator: User, lan: User) -> None:
    browser.post(f"{BULK}/set_active_state/?id={lan.pk}", {"mark_as_active": "False"})

    assert on_record() == [(administrator.pk, str(lan.pk), {"is_active": [True, False]})]


@pytest.mark.parametrize("role", ["Desk", "Coordinators"])
def test_nobody_takes_a_role_by_the_own_form(browser: Client, administrator: User, role: str) -> None:
    edit(browser, administrator, groups=[group(role)])

    assert (administrator.groups.count(), on_record(), told()) == (0, [], [])


def test_nobody_takes_a_role_with_others(browser: Client, administrator: User, lan: User) -> None:
    answer = browser.post(
        f"{BULK}/assign_role/?id={administrator.pk}&id={lan.pk}", {"role": group("Desk")}, follow=True
    )

    assert User.objects.filter(groups__name="Desk").count() == 0
    assert "Nobody changes their own roles." in answer.text
    assert "have been assigned" not in answer.text
    assert (on_record(), told()) == ([], [])


def panels() -> dict[str, Any]:
    """Of the form for groups, as they are sent with nothing in them."""
    prefixes = ("page_permissions", "collection_permissions", "document_permissions", "image_permissions")
    names = ("TOTAL_FORMS", "INITIAL_FORMS")
    prefixes += ("collection_mgmt_permissions",)
    return {f"{prefix}-{name}": "0" for prefix in prefixes for name in names}


def test_permissions_of_a_role_are_on_record(browser: Client, administrator: User) -> None:
    helpers = Group.objects.create(name="Helpers")

    answer = browser.post(f"/admin/groups/edit/{helpers.pk}/", {"name": "Friends", **panels()})

    assert answer.status_code == 302
    assert on_record("role changed") == [(administrator.pk, str(helpers.pk), {"name": ["Helpers", "Friends"]})]


def test_group_that_is_made_or_deleted_is_on_record(browser: Client, administrator: User) -> None:
    browser.post("/admin/groups/new/", {"name": "Helpers", **panels()})
    pk = group("Helpers")
    browser.post(f"/admin/groups/delete/{pk}/")

    made, gone = {"name": [None, "Helpers"]}, {"name": ["Helpers", None]}
    assert [(actor, ref, changes["name"]) for actor, ref, changes in on_record("role changed")] == [
        (administrator.pk, str(pk), made["name"]),
        (administrator.pk, str(pk), gone["name"]),
    ]
