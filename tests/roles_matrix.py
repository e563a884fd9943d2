"""Who gets what: a row for each address, a column for each role. tests/test_roles_matrix.py holds the portal to it.

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
        from tests.things import things
        from tests.walking import ROLES, addresses, answers

        asked = addresses(things())
        columns = {role: answers(role, asked) for role in ROLES}
        write(
            [
                {"address": address.route, "name": address.name, **{role: columns[role][row] for role in ROLES}}
                for row, address in enumerate(asked)
            ]
        )
    print(f"{len(asked)} addresses are in {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
