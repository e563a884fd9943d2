from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import translation

from portal.dates import fiscal_year, tokyo_day
from portal.names import Name
from portal.templatetags.portal_tags import without_furigana

from ..membership.actions import confirm_experience
from ..papers.models import Term
from ..people.models import Supporter, User
from ..programme.models import Programme
from ..registering.actions import Registration, register
from ..registering.forms import CONSENT_VERSION, PURPOSE
from .agreements import load_agreements
from .papers import load_papers
from .people import ADMINISTRATOR, OFFICE, PASSWORD, PEOPLE, Colleague, Person
from .second_factor import give_second_factor

FLYERS = {
    "vi": "Tháng 7/2023 – tháng 2/2026",
    "ja": "2023年7月～2026年2月",
    "ja-hira": "2023｜年《ねん》7｜月《がつ》から 2026｜年《ねん》2｜月《がつ》まで",
    "en": "July 2023 – February 2026",
}
CURRENT = {
    "vi": "Bản dùng thử: chương trình hiện tại",
    "ja": "デモ：現在のプログラム",
    "ja-hira": "デモ：｜今《いま》の プログラム",
    "en": "Demo: the current programme",
}


def load_people(progress: Callable[[str], None], now: datetime) -> None:
    """The programmes (P1), the office, and one supporter for each stretch of the way."""
    progress("programmes and people")
    load_programmes(tokyo_day(now))
    load_terms(tokyo_day(now))
    for colleague in OFFICE:
        load_colleague(colleague.email).groups.add(Group.objects.get(name=colleague.group))
    User.objects.filter(pk=load_colleague(ADMINISTRATOR).pk).update(is_superuser=True, is_staff=True)
    for person in PEOPLE:
        load_person(person, now)
    load_papers(now)
    load_agreements()
    write_logins()


def load_programmes(today: date) -> None:
    Programme.objects.get_or_create(
        starts_on=date(2023, 7, 10), ends_on=date(2026, 2, 28), defaults={"name": Name(FLYERS)}
    )
    at_least_until = today + timedelta(days=60)
    current, _created = Programme.objects.get_or_create(
        starts_on=date(2026, 3, 1), defaults={"name": Name(CURRENT), "ends_on": at_least_until}
    )
    if current.ends_on < at_least_until:
        current.ends_on = at_least_until
        current.save(update_fields=["ends_on"])


def load_terms(today: date) -> None:
    """Fiscal years (R4), from the flyer's first to the one after today's."""
    for year in range(2023, fiscal_year(today) + 2):
        Term.objects.get_or_create(
            starts_on=date(year, 4, 1),
            defaults={"name": fiscal_name(year), "ends_on": date(year + 1, 3, 31)},
        )


def fiscal_name(year: int) -> Name:
    return Name(
        {
            "vi": f"Năm tài chính {year} (4/{year} – 3/{year + 1})",
            "ja": f"{year}年度（{year}年4月～{year + 1}年3月）",
            "ja-hira": f"{year}｜年度《ねんど》（{year}｜年《ねん》4｜月《がつ》から）",
            "en": f"Fiscal {year} (April {year} – March {year + 1})",
        }
    )


def sign_up(email: str) -> User:
    """With a password that is not of today, so that everything can be tried for which a new one is not good yet."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD)
    User.objects.filter(pk=user.pk).update(password_set_at=None)
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


def load_colleague(email: str) -> User:
    user = sign_up(email)
    give_second_factor(user)
    return user


def load_person(person: Person, now: datetime) -> None:
    now = person.registered_at or now
    if not User.objects.filter(email=person.email).exists():
        register(registration_of(person), quota=person.email, now=now)
    user = sign_up(person.email)
    if person.is_experienced:
        desk = User.objects.get(email="desk@example.org")
        confirm_experience(Supporter.objects.get(user=user), by_id=desk.pk, now=now, reason="demo")


def registration_of(person: Person) -> Registration:
    with translation.override(person.language):
        agreed_to = without_furigana(PURPOSE)
    return Registration(
        name=person.name,
        email=person.email,
        password=make_password(PASSWORD),
        prefecture=person.prefecture,
        language=person.language,
        wants=person.wants,
        has_declared_experience=person.is_experienced,
        consent_version=CONSENT_VERSION,
        consent_text=agreed_to,
        postal_code=person.address[0],
        postal_address=person.address[1],
        languages=person.languages,
    )


def write_logins() -> None:
    """For the command that starts the demo, which prints them: role, address, password."""
    known: list[Person | Colleague] = [*PEOPLE, *OFFICE]
    emails = [(one.role, one.email) for one in known] + [("Administrator", ADMINISTRATOR)]
    lines = [f"{role}\t{email}\t{PASSWORD}\n" for role, email in emails]
    (settings.DATA / "logins.txt").write_text("".join(lines), encoding="utf-8")
