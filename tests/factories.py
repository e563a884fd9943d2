from __future__ import annotations

from datetime import date, datetime
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from network.demo.second_factor import give_second_factor
from network.models import Papers, Programme, Supporter, Term, User
from network.papers.enums import MissingPart, PapersState
from network.people.enums import Prefecture
from network.people.rules.codes import NETWORK_ID_LENGTH, make_code
from portal.dates import TOKYO
from portal.names import Name

PASSWORD = "side by side we walk"


class UserFactory(DjangoModelFactory):
    """A login with a confirmed address; `UserFactory(groups=["Desk"])` works in the office."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_superuser=True, is_staff=True)

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def address(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """`address__verified=False`: not confirmed yet."""
        EmailAddress.objects.create(user=self, email=self.email, primary=True, **{"verified": True, **kwargs})

    @factory.post_generation
    def groups(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        self.groups.set(Group.objects.filter(name__in=extracted or []))

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """Who works in the office has one; `second_factor=False`: not set up yet."""
        if extracted or (extracted is None and (self.is_superuser or self.groups.exists())):
            give_second_factor(self)


class SupporterFactory(DjangoModelFactory):
    """Registered, without experience."""

    class Meta:
        model = Supporter

    class Params:
        declared = factory.Trait(has_declared_experience=True)
        experienced = factory.Trait(has_declared_experience=True, experience_confirmed_on=date(2026, 4, 2))
        left = factory.Trait(left_on=date(2026, 5, 1))

    user = factory.SubFactory(UserFactory)
    network_id = factory.LazyFunction(lambda: make_code(NETWORK_ID_LENGTH))
    name = factory.Sequence(lambda number: f"Person {number}")
    language = "vi"
    prefecture = Prefecture.TOKYO
    wants_to_accompany = True
    wants_to_learn = True
    consent_version = "test"
    registered_at = datetime(2026, 4, 1, 9, tzinfo=TOKYO)


class TermFactory(DjangoModelFactory):
    """Fiscal 2026."""

    class Meta:
        model = Term

    name = Name.of("2026")
    starts_on = date(2026, 4, 1)
    ends_on = date(2027, 3, 31)


class PapersFactory(DjangoModelFactory):
    """To be sent."""

    class Meta:
        model = Papers

    class Params:
        sent = factory.Trait(state=PapersState.SENT)
        incomplete = factory.Trait(state=PapersState.INCOMPLETE, missing=[MissingPart.SEAL])
        complete = factory.Trait(state=PapersState.COMPLETE)

    supporter = factory.SubFactory(SupporterFactory)
    term = factory.SubFactory(TermFactory)
    changed_at = datetime(2026, 5, 1, 9, tzinfo=TOKYO)


class ProgrammeFactory(DjangoModelFactory):
    """Covers 2026 from March on."""

    class Meta:
        model = Programme

    name = Name.of("Programme of the tests")
    starts_on = date(2026, 3, 1)
    ends_on = date(2026, 12, 31)
