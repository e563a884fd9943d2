from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from wagtail.admin.menu import admin_menu

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_each_item_of_the_office_s_menu_has_an_icon_of_its_own(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    request = client.get("/admin/").wsgi_request

    icons = Counter(item.icon_name for item in admin_menu.menu_items_for_request(request))

    assert icons["group"] == 1  # the supporters': the desks are among them
    assert [icon for icon, times in icons.items() if times > 1] == []
