"""The text of the agreement is editors' content."""

from __future__ import annotations

from django.test import Client

from network.demo.agreements import load_agreements
from network.models import AgreementText
from tests.factories import UserFactory


def test_editors_write_the_agreement_and_the_desk_does_not(client: Client, db: None) -> None:
    load_agreements()
    text = AgreementText.objects.get(language="vi")
    client.force_login(UserFactory(groups=["Editors"]))
    assert client.get("/admin/agreement_texts/").status_code == 200
    assert client.get(f"/admin/agreement_texts/edit/{text.pk}/").status_code == 200
    assert client.get(f"/admin/agreement_texts/delete/{text.pk}/", follow=True).status_code == 404

    client.force_login(UserFactory(groups=["Desk"]))
    assert client.get(f"/admin/agreement_texts/edit/{text.pk}/")["Location"] == "/admin/"


def test_demo_leaves_a_text_that_editors_changed(db: None) -> None:
    load_agreements()
    AgreementText.objects.filter(language="vi").update(title="Của chúng tôi")

    load_agreements()

    assert AgreementText.objects.count() == 4
    assert AgreementText.objects.get(language="vi").title == "Của chúng tôi"


def test_demo_agreements_are_the_same_in_every_language(db: None) -> None:
    load_agreements()

    outlines = {tuple(text.outline) for text in AgreementText.objects.all()}
    assert len(outlines) == 1
