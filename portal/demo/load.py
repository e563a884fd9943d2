from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from ..models import ContactSettings, HomePage, StandardPage
from . import contents

PAGES = Path(__file__).parent / "pages"


def only_in_the_demo() -> None:
    """For commands that bring the demo."""
    if not settings.DEMO:
        raise CommandError("The demo is for its own settings: it would put invented people with known passwords here.")


def load_pages(progress: Callable[[str], None], now: datetime) -> None:
    """Home, activities, how it works, contact, privacy, terms, and the office's contact (P2–P5)."""
    load_contact()
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    pages = {"home": home}
    for content in contents.read(PAGES):
        progress(content["slug"])
        fields = contents.fields_of(content) | {"symbol": content["symbol"], "in_footer": content["in_footer"]}
        if content["slug"] == "home":
            fill_home(home, fields)
        else:
            pages[content["slug"]] = contents.add_page(pages[content["parent"]], StandardPage(**fields))
        contents.translate(pages[content["slug"]], contents.texts_of(content))


def load_contact() -> None:
    contact = ContactSettings.load()
    contact.telephone = contact.telephone or "03-3837-2316"
    contact.email = contact.email or "bansounetwork@gmail.com"
    # The flyer has none, and without one no letter can be printed (P5).
    contact.postal_address = contact.postal_address or "〒000-0000 東京都デモ区見本町1-2-3（デモの住所）"
    contact.save()


def fill_home(home: HomePage, fields: dict[str, object]) -> None:
    if home.body:
        return
    for name, value in fields.items():
        setattr(home, name, value)
    home.save_revision().publish()
