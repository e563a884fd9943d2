"""Doors beside the lists: actions on many pages, other spellings of addresses, reports in menus."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from network.models import User
from portal.models import HomePage, StandardPage
from tests.factories import SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

TITLE = "Unmistakable draft"
BULK = "/admin/bulk/wagtailcore/page"
SPELLINGS = ["/admin", "/%61dmin/users/", "/admin/%2e%2e/admin/users/", "/admin/users;x/", "/ADMIN/"]
SPELLINGS += ["/vi/admin/", "/ja-hira/admin/", "/admin//users/"]


@pytest.fixture
def draft() -> Page:
    home = HomePage.objects.get(locale__language_code="vi")
    page: Page = home.add_child(instance=StandardPage(title=TITLE, slug="draft", live=False, locale=home.locale))
    page.save_revision()
    return page


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_action_on_many_pages_names_none_to_who_has_no_part_in_them(client: Client, draft: Page, action: str) -> None:
    client.force_login(UserFactory(groups=["Desk"]))

    assert client.get(f"{BULK}/{action}/", {"id": draft.pk}).headers["Location"] == "/admin/"


@pytest.mark.parametrize("query", [{"id": "{draft}"}, {"id": "all", "childOf": "{home}"}])
def test_editor_of_a_part_of_the_site_is_told_of_that_part_alone(
    client: Client, draft: Page, query: dict[str, str]
) -> None:
    home = draft.get_parent()
    own = home.add_child(instance=StandardPage(title="Own", slug="own", live=False, locale=home.locale))
    user = _editor_of(own)
    client.force_login(user)
    asked = {name: value.format(draft=draft.pk, home=home.pk) for name, value in query.items()}

    assert client.get(f"{BULK}/delete/", asked).headers["Location"] == "/admin/"
    assert "Own" in client.get(f"{BULK}/unpublish/", {"id": own.pk}).content.decode()


def _editor_of(page: Page) -> User:
    user: User = UserFactory(groups=["Editors"])
    GroupPagePermission.objects.filter(group__name="Editors").update(page=page)
    return user


def test_editor_acts_on_many_pages_at_once(client: Client, draft: Page) -> None:
    client.force_login(UserFactory(groups=["Editors"]))

    assert TITLE in client.get(f"{BULK}/publish/", {"id": draft.pk}).content.decode()


@pytest.mark.parametrize("path", ["/admin/bulk/x/y/delete/?id=1", f"{BULK}/delete/?id=x", f"{BULK}/delete/?id=²"])
def test_action_on_what_is_nowhere_finds_nothing(client: Client, path: str) -> None:
    client.force_login(UserFactory(administrator=True))

    # Django looks for what it did not find once more below a language.
    assert client.get(path, follow=True).status_code == 404


@pytest.mark.parametrize("path", SPELLINGS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_admin_is_reached_by_no_other_spelling_of_its_address(client: Client, path: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(SupporterFactory().user)

    response = client.get(path, follow=True)

    sent_to_sign_in = response.request["PATH_INFO"] == "/vi/account/login/"
    assert sent_to_sign_in or response.status_code in (403, 404)


@pytest.mark.parametrize(("role", "reports"), [("Desk", False), ("Auditors", False), ("Editors", True)])
def test_report_that_is_closed_stands_in_no_menu(client: Client, role: str, reports: bool) -> None:
    client.force_login(UserFactory(groups=[role]))

    assert ("/admin/localize/reports/translations/" in client.get("/admin/").text) is reports
