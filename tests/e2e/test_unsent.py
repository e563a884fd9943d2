"""An editor's session ends in the middle of a page."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import Browser, Page, expect

from devtools.places import PYTHON, ROOT
from network.demo.people import PASSWORD
from tests import databases
from tests.e2e.signing_in import SECOND_STEP, sign_in, type_a_code
from tests.e2e.test_shared_phone import sessions_end

pytestmark = pytest.mark.browser

EDITOR = "editor@example.org"
TITLE = "A title that was typed for nothing"


@pytest.fixture
def editor(browser: Browser, live_portal: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal}])
    sign_in(page, live_portal, EDITOR, language="en")
    return page


def test_text_of_an_editor_whose_session_has_ended_gets_into_the_draft(
    editor: Page, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    base, copy = live_portal_copy
    editor.goto(f"{base}/admin/pages/{page_of(copy)}/edit/")
    title = editor.locator("[name=title]")
    title.wait_for()
    sessions_end(copy)
    with editor.expect_response("**/edit/"):  # the editor's own saving finds nobody signed in
        title.fill("")
        # As people type: the editor watches for changes only some time after it was opened.
        title.press_sequentially(TITLE, delay=150)
    says_why = editor.locator("#w-autosave-indicator[data-w-tooltip-content-value^='Your sign-in has ended']")
    expect(says_why).to_be_attached()
    editor.locator(".action-save").first.click()

    editor.wait_for_url("**/account/login/?next=**unsent**")
    editor.fill("[name=login]", EDITOR)
    editor.fill("[name=password]", PASSWORD)
    editor.press("[name=password]", "Enter")
    editor.wait_for_url(SECOND_STEP)
    type_a_code(editor, base, EDITOR)
    expect(editor.get_by_role("heading", name=TITLE)).to_be_visible()
    editor.locator("form[action*='unsent='] button").click()

    editor.wait_for_url("**/admin/pages/**")
    editor.goto(f"{base}/admin/pages/{page_of(copy)}/edit/")
    expect(editor.locator("[name=title]")).to_have_value(TITLE)


def page_of(copy: databases.Copy) -> str:
    asked = (
        "from portal.models import StandardPage as S; print(S.objects.filter(locale__language_code='vi').first().pk)"
    )
    command = [str(PYTHON), str(ROOT / "manage.py"), "shell", "-v", "0", "-c", asked]
    told = subprocess.run(command, env=dict(copy.environment), check=True, capture_output=True, text=True)
    return told.stdout.strip().splitlines()[-1]
