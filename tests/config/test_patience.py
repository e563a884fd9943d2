"""A published portal waits for nobody without an end."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.published import RIGHT

ASK = "import json; from config.settings import production; print(json.dumps(production.DATABASES['default']))"


def database(url: str) -> dict[str, object]:
    environment = {**os.environ, **RIGHT, "DATABASE_URL": url}
    told = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    settings: dict[str, object] = json.loads(told.stdout)
    return settings


@pytest.mark.parametrize(
    ("more", "options"),
    [
        ("", "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"),
        ("?options=-c%20statement_timeout%3D0", "-c statement_timeout=0"),
    ],
)
def test_questions_to_the_database_end(more: str, options: str) -> None:
    settings = database(f"postgres://portal@127.0.0.1/portal{more}")

    assert settings["OPTIONS"] == {"connect_timeout": 3, "tcp_user_timeout": 10_000, "options": options}
