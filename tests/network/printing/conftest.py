from __future__ import annotations

import pytest
from django.test import Client

from network.demo.agreements import load_agreements
from portal.models import ContactSettings
from tests.factories import UserFactory
from tests.network.printing.printed import OFFICE_ADDRESS


@pytest.fixture
def office(db: None) -> ContactSettings:
    """With all that printing asks of it."""
    load_agreements()
    contact = ContactSettings.load()
    contact.postal_address = OFFICE_ADDRESS
    contact.save()
    return contact


@pytest.fixture
def desk(db: None, client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    return client
