"""The rows of a database as whoever steals it reads them, with what the database itself tells of each row; and what
can be made out of a series of them without any key of a field."""

from __future__ import annotations

import base64
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from django.db import connection

from tests.surveys.attacker import Case, Person, Target

COMPLETIONS, SEALED, ANSWERS = "surveys_completion", "surveys_sealedanswer", "surveys_answer"
KEYS, DRAFTS, PEOPLE = "portal_idempotencykey", "portal_draft", "network_supporter"
TABLES = (COMPLETIONS, SEALED, ANSWERS, KEYS, DRAFTS)

Row = dict[str, Any]
Dump = dict[str, list[Row]]


def dump(*tables: str) -> Dump:
    return {table: rows_of(table) for table in tables}


def rows_of(table: str) -> list[Row]:
    """In the order in which they lie in the table: `_place` counts it, `_transaction` is PostgreSQL's xmin."""
    system = "ctid::text, xmin::text" if connection.vendor == "postgresql" else "rowid, ''"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {system}, * FROM "{table}"')
        names = [column[0] for column in cursor.description][2:]
        found = [(_lies_at(lies_at), transaction, values) for lies_at, transaction, *values in cursor.fetchall()]
    found.sort(key=lambda row: row[0])
    return [
        {"_place": place, "_transaction": transaction, **dict(zip(names, values, strict=True))}
        for place, (_lies, transaction, values) in enumerate(found)
    ]


def all_tables() -> list[str]:
    """But for those in which SQLite keeps its index of pages."""
    return [name for name in connection.introspection.table_names() if "_fts" not in name]


def _lies_at(lies_at: Any) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", str(lies_at))))


def read(people: Sequence[Row], dumps: Sequence[Dump], clear: Mapping[str, str]) -> Case:
    """`dumps` of TABLES, the first one before anybody answered. `clear`: words that came out, by the answer's key."""
    found = _people(people, dumps)
    return Case(found, [*_came_out(found, dumps, clear), *_sealed(found, dumps)])


def _people(rows: Sequence[Row], dumps: Sequence[Dump]) -> dict[int, Person]:
    by_key = {row["id"]: row for row in rows}
    found: dict[int, Person] = {}
    drafts: dict[int, int] = {}
    for before, after in pairwise(dumps):
        drafts |= {row["owner_id"]: len(row["values"]) for row in before[DRAFTS]}
        for completion in after[COMPLETIONS]:
            key = completion["supporter_id"]
            if key not in found:
                owner = by_key[key]["user_id"]
                found[key] = Person(
                    key,
                    len(found),
                    by_key[key]["language"],
                    _day(completion["day"]),
                    _second_of(owner, after),
                    completion["_transaction"],
                    _sealed_length(after) - _sealed_length(before),
                    drafts.get(owner),
                )
    return found


def _second_of(owner: int, dump: Dump) -> datetime | None:
    rows = [_instant(row["created_at"]) for row in dump[KEYS] if row["owner"] == str(owner)]
    return rows[-1] if rows else None


def _sealed_length(dump: Dump) -> int:
    return sum(len(row["payload"]) for row in dump[SEALED])


def _came_out(people: Mapping[int, Person], dumps: Sequence[Dump], clear: Mapping[str, str]) -> list[Target]:
    """Each answer that is new in a dump; those to one question that are new at once are a group."""
    # How likely somebody's answer to a question still lies in the box, as far as the languages tell.
    left: dict[str, dict[int, float]] = defaultdict(lambda: dict.fromkeys(people, 1.0))
    known: set[str] = set()
    targets = []
    for number, after in enumerate(dumps):
        answered = {row["supporter_id"] for row in after[COMPLETIONS]}
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in after[ANSWERS]:
            if _hex(row["key"]) not in known:
                known.add(_hex(row["key"]))
                groups[str(row["question"]), language_of(clear.get(_hex(row["key"]), ""))].append(row)
        for (question, language), rows in groups.items():
            chances = {
                key: weight
                for key, weight in left[question].items()
                if key in answered and weight > 0 and language in ("", people[key].language)
            }
            targets += [_opened(row, f"{number} {question} {language}", chances, clear) for row in rows]
            share = min(1.0, len(rows) / sum(chances.values())) if chances else 1.0
            left[question] |= {key: weight * (1 - share) for key, weight in chances.items()}
    return targets


def _opened(row: Row, group: str, chances: Mapping[int, float], clear: Mapping[str, str]) -> Target:
    words = clear.get(_hex(row["key"]), "")
    return Target(
        _hex(row["key"]),
        "words" if words else "choice",
        group,
        chances,
        row["_place"],
        length=len(words.encode()) if words else None,
        written_in=language_of(words),
        month=_day(row["month"]),
        language=row["language"],
        transaction=row["_transaction"],
    )


def _sealed(people: Mapping[int, Person], dumps: Sequence[Dump]) -> list[Target]:
    """The rows of each box when it is about to be opened."""
    seen_with = _first_seen_with(dumps)
    targets = []
    for number, (before, after) in enumerate(pairwise(dumps)):
        if len(after[ANSWERS]) > len(before[ANSWERS]):
            answered = {row["supporter_id"] for row in before[COMPLETIONS]}
            chances = {key: 0.7 ** max(0, len(answered) - 10 - people[key].place) for key in answered}
            targets += [
                Target(
                    f"{number} {_hex(row['key'])}",
                    "sealed",
                    f"sealed {number}",
                    chances,
                    row["_place"],
                    # As if it were what it holds: the attacker asks what fits to a token of this length.
                    length=len(row["payload"]) * 3 // 4,
                    second=_time_of(row["payload"]),
                    transaction=row["_transaction"],
                    first_seen_with=seen_with[_hex(row["key"])],
                )
                for row in before[SEALED]
            ]
    return targets


def _first_seen_with(dumps: Sequence[Dump]) -> dict[str, int]:
    """Who had answered when a row first lay there. Where all are new, that says nothing, and names the same one."""
    seen: dict[str, int] = {}
    known: set[int] = set()
    last = 0
    for one in dumps:
        new = [row["supporter_id"] for row in one[COMPLETIONS] if row["supporter_id"] not in known]
        known.update(new)
        last = new[-1] if new else last
        for row in one[SEALED]:
            seen.setdefault(_hex(row["key"]), last)
    return seen


def _time_of(token: str) -> datetime | None:
    """Fernet's: eight bytes behind the version."""
    seconds = int.from_bytes(base64.urlsafe_b64decode(token[:16])[1:9], "big")
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def language_of(words: str) -> str:
    """As anybody sees it who reads them."""
    if re.search("[\u4e00-\u9fff]", words):
        return "ja"
    if re.search("[\u3041-\u309f]", words):
        return "ja-hira"
    if re.search("[\u0300-\u036f\u1ea0-\u1effđăâêôơưáàéíóú]", words):
        return "vi"
    return "en" if words else ""


def _hex(key: Any) -> str:
    return uuid.UUID(str(key)).hex


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
