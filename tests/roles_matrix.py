"""Who gets what: a row for each address and method, a column for each role; tests/test_roles_matrix.py holds to it.

A method is left out where no role gets in and some role is told that there is no such method (405).

`python -m tests.roles_matrix` writes the table anew; what has changed is then read, line by line, before it is kept.
"""

from __future__ import annotations

import csv
import logging
import os
import sys
from pathlib import Path

from tests import databases

FILE = Path(__file__).with_suffix(".csv")
SETTINGS = "config.settings.test"
KEY = ["address", "name", "method"]

Row = dict[str, str]


def read() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(rows: list[Row]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def main() -> int:
    with databases.copy_of(databases.plain(SETTINGS)) as copy:
        os.environ.update(copy.environment)
        import django

        django.setup()
        logging.getLogger("django.request").setLevel(logging.ERROR)
        from tests import signed_in as signed_in  # lets `client.force_login` pass the second factor
        from tests.walking import ROLES, answers, everything, requests

        asked = requests(everything())
        columns = {role: answers(role, asked) for role in ROLES}
        rows = [{role: columns[role][row] for role in ROLES} for row in range(len(asked))]
        kept = [(request, row) for request, row in zip(asked, rows, strict=True) if not is_no_method(row)]
        write([{**dict(zip(KEY, request.key, strict=True)), **row} for request, row in kept])
    print(f"{len(kept)} rows are in {FILE}")
    return 0


def is_no_method(row: Row) -> bool:
    from tests.walking import passes

    return "405" in row.values() and not any(map(passes, row.values()))


if __name__ == "__main__":
    sys.exit(main())
