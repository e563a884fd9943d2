"""What each row costs in the office's lists, found by their addresses; and whether its other pages ask row by row.

Lists that come with Wagtail are told, and held to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import Figure, at_least, at_most
from tests.benchmarks.house._processes import told_by


def figures() -> Iterator[Figure]:
    even = 0
    for page, few, many in told_by("_listing"):
        name, rows = page["name"], many["rows"] - few["rows"]
        queries = many["queries"] - few["queries"]
        if page["is_list"] and page["is_ours"]:
            if rows > 0:
                yield at_most(f"queries per row of the list {name}", queries / rows, "queries", 0)
            else:
                yield at_least(f"rows that could be made for the list {name}", rows, "rows", 1)
        elif page["is_list"]:
            print(f"Wagtail's own list {name}:", f"{queries / rows:g} queries per row" if rows > 0 else "no rows")
        elif queries:
            yield at_most(f"queries of {name} for ten rows more of everything", queries, "queries", 0)
        else:
            even += bool(many["queries"])
    print(f"{even} other pages of the office ask no more for more rows")
