"""What people type, and what stands in another language than the page, widens no screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramic"
SENTENCE = "私は支援ネットワークに登録し、個人情報が登録の目的のために利用されることに同意します。" * 2
BOXES = {
    "answers": '<dl class="answers"><div><dt>{0}</dt><dd>{0}</dd></div></dl>',
    "card": '<section class="card"><div class="card-head"><h2>{0}</h2></div><p><strong>{0}</strong></p></section>',
    "facts": '<dl class="facts"><div><dt>{0}</dt><dd>{0}</dd></div></dl>',
    "list": '<ul class="stack"><li class="stack-s"><a href="/">{0}</a><span class="cluster">{0}</span></li></ul>',
    "head": '<header class="between"><h1>{0}</h1><p class="cluster"><span class="badge">{0}</span></p></header>',
    "notice": '<div class="notice"><svg width="24"></svg><div class="notice-body"><p>{0}</p></div></div>',
    "step": '<ol class="steps"><li class="step"><span></span><div class="step-body"><p>{0}</p></div></li></ol>',
    "table": '<table class="table"><tbody><tr><th>{0}</th><td data-label="Name">{0}</td></tr></tbody></table>',
}


@pytest.mark.parametrize("language", ["vi", "ja", "en"])
@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("text", [WORD, SENTENCE], ids=["word", "sentence"])
def test_stays_within_a_phone(page: Page, box: str, text: str, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    css = "\n".join(path.read_text() for path in sorted(STYLES.glob("*.css")) if path.stem not in ("admin", "print"))
    layers = "@layer reset, tokens, base, layout, components, utilities;"
    page.set_content(
        f'<!doctype html><html lang="{language}"><style>{layers}{css}</style>'
        f'<main class="main"><div class="page">{BOXES[box].format(text)}</div></main></html>'
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320
