from __future__ import annotations

import subprocess

from devtools.places import PYTHON, ROOT

LOOKED_THROUGH = "import config.wsgi, gc; print(gc.get_freeze_count() > 100_000, len(gc.get_objects()) < 1_000)"


def test_collections_of_a_worker_leave_out_what_it_was_started_with() -> None:
    told = subprocess.run([str(PYTHON), "-c", LOOKED_THROUGH], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout == "True True\n"
