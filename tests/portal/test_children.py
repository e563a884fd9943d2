from __future__ import annotations

import pytest
from django.test import Client

from portal.models import HomePage, StandardPage
from tests.learning import publish

pytestmark = pytest.mark.django_db


def test_cards_of_children_leave_out_drafts(client: Client) -> None:
    parent = publish(
        HomePage.objects.get(), StandardPage(title="Hoạt động", slug="activities", body=[("children", None)])
    )
    publish(parent, StandardPage(title="Đồng hành", slug="accompaniment"))
    draft = publish(parent, StandardPage(title="Chưa xong", slug="draft"))
    draft.unpublish()

    html = client.get(parent.url).content.decode()

    assert ("Đồng hành" in html, "Chưa xong" in html) == (True, False)
