"""Whoever reads on in another language, in the middle of a form and without scripts, finds what they typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import databases
from tests.e2e.addresses import SCREENS, Screen, come_as
from tests.e2e.registering import Newcomer, answer_all, press
from tests.e2e.signing_in import logins

pytestmark = pytest.mark.browser

FORM = "main form.form[method=post]"
FIELDS = f"{FORM} :is(input, select, textarea):not([type=hidden], [type=password])"
# Says something in every field, other than what stands there.
TYPE = """(fields) => fields.forEach((field, at) => {
  if (field.type === "checkbox" || field.type === "radio") field.checked = true;
  else if (field.localName === "select") field.selectedIndex = field.options.length - 1;
  else field.value = {date: "2026-02-03", time: "09:41", number: "7"}[field.type] ?? `Ngữ 🌸 ${at}`;
})"""
TYPED = """(fields) => fields.map((field) =>
  [field.name, field.type === "checkbox" || field.type === "radio" ? field.checked : field.value])"""
LONG_FORMS = (
    *(f"register-{page}" for page in ("about", "reach", "speak", "wish")),
    *(f"claim-{page}" for page in ("start", "code", "join", "visit", "times", "correct")),
    *(f"my-data-{page}" for page in ("speak", "wish")),
    *("my-account-number", "my-account-post", "referral-new", "survey-open", "case-new"),
)


@pytest.fixture(scope="module")
def readers(browser: Browser, live_portal_copy: tuple[str, databases.Copy]) -> Iterator[dict[str, Page]]:
    """Without scripts, in a browser each; whoever has a role of the demo is signed in once."""
    base, copy = live_portal_copy
    known = logins(copy.folder)
    contexts = {}

    class Readers(dict[str, Page]):
        def __missing__(self, role: str) -> Page:
            context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
            contexts[role] = context
            self[role] = context.new_page()
            if role in known:
                come_as(self[role], base, role, known)
            return self[role]

    yield Readers()
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("screen", [one for one in SCREENS if one.name in LONG_FORMS], ids=lambda one: one.name)
def test_form_is_read_on_in_another_language_as_typed(
    readers: dict[str, Page], live_portal: str, screen: Screen
) -> None:
    page = readers[screen.role]
    assert screen.open(page, live_portal, "vi") == 200
    page.eval_on_selector_all(FIELDS, TYPE)
    typed = said(page)
    assert typed

    for language in ("ja", "en", "vi"):
        press(page.locator(f".languages :is(a, button)[lang={language}]:visible").first)
        assert (page.locator("html").get_attribute("data-language"), said(page)) == (language, typed)
        assert page.locator(".field-error").count() == 0


def test_last_page_of_the_registration_keeps_the_consent(readers: dict[str, Page], live_portal: str) -> None:
    page = readers["Registering"]
    answer_all(page, live_portal, Newcomer("vi", "switching@example.org", "Nguyễn Ngữ"))
    page.check("[name=consent]")

    press(page.locator(".languages [lang=en]:visible"))

    assert page.url == f"{live_portal}/en/register/check/"
    assert page.is_checked("[name=consent]")
    assert page.locator(".field-error").count() == 0


def test_enter_sends_the_form_and_changes_no_language(readers: dict[str, Page], live_portal: str) -> None:
    page = readers["Pressing enter"]
    page.goto(f"{live_portal}/vi/register/about/")
    page.fill("[name=name]", "Nguyễn Ngữ")
    page.select_option("[name=prefecture]", "13")
    with page.expect_navigation():
        page.press("[name=name]", "Enter")

    assert page.url == f"{live_portal}/vi/register/reach/"


def test_what_was_typed_last_goes_along_where_scripts_keep_a_draft(page: Page, live_portal: str) -> None:
    page.goto(f"{live_portal}/vi/register/about/")
    page.fill("[name=name]", "Nguyễn Ngữ")
    press(page.locator(".languages [lang=en]:visible"))

    assert page.url == f"{live_portal}/en/register/about/"
    assert page.input_value("[name=name]") == "Nguyễn Ngữ"


def said(page: Page) -> list[Any]:
    return page.eval_on_selector_all(FIELDS, TYPED)
