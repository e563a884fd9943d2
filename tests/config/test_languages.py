from __future__ import annotations

import json
import subprocess
import sys

from devtools.places import ROOT
from portal.languages import reads_too, said_besides
from tests import databases

PERSIAN = '<html lang="fa" dir="rtl" data-language="fa">'


def test_fifth_language_from_right_to_left_has_pages_and_a_prepared_one_has_none() -> None:
    with databases.copy_of(databases.plain("config.settings.test")) as copy:
        done = subprocess.run(
            [sys.executable, "-m", "tests.config.reading_persian"],
            cwd=ROOT,
            env={**copy.environment, "DJANGO_SETTINGS_MODULE": "tests.config.with_persian"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    # As any address without a language, it leads to one with the reader's.
    assert shown.pop("/ne/") == [302]
    # There is no translation, and the page says so.
    assert shown.pop("/fa/courses/") == [404, PERSIAN]
    assert shown == {
        path: [200, PERSIAN]
        for path in (
            "/fa/",
            "/fa/account/login/",
            "/fa/search/",
            "/fa/my/",
            "/fa/my/data/",
            "/fa/my/papers/",
            "/fa/meet/",
            "/fa/claims/",
            "/fa/my/unsent/",
        )
    }


def test_what_is_not_said_in_a_language_is_read_in_its_fallback_and_the_other_way_round() -> None:
    assert [reads_too(code) for code in ("vi", "ja", "ja-hira", "en")] == [[], ["ja-hira"], ["ja"], []]


def test_something_is_said_again_once_for_each_that_reads_something_else() -> None:
    assert [said_besides(code) for code in ("vi", "ja", "ja-hira", "en")] == [
        ["ja", "en"],
        ["vi", "en"],
        ["vi", "en"],
        ["vi", "ja"],
    ]
