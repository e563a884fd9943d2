"""How many small mistakes in the rules their own tests notice; `house.mutants:PREFIX` tries modules that begin so.

Those that survive are printed. What decides the same as before is listed in `equivalent.toml` and left out.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import Figure, at_least, exactly
from tests.benchmarks.house._processes import told_by

NOTICED = 90  # per cent

EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def figures(prefix: str = "") -> Iterator[Figure]:
    equivalent = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    born, killed = Counter[str](), Counter[str]()
    for module, tests, mutants in told_by("_trying", prefix):
        listed = {(entry["where"], entry["change"]) for entry in equivalent.pop(module, ())}
        surviving = [mutant for mutant in mutants if not mutant["is_killed"]]
        unnoticed = [mutant for mutant in surviving if (mutant["where"], mutant["change"]) not in listed]
        print(*_report(module, tests, unnoticed), sep="\n", flush=True)
        born[module] = len(mutants) - len(surviving) + len(unnoticed)
        killed[module] = born[module] - len(unnoticed)
        yield _share(module, killed[module], born[module])
        if stale := listed - {(mutant["where"], mutant["change"]) for mutant in surviving}:
            yield exactly(
                f"{module}: listed as equivalent, and killed or gone: {sorted(stale)}", len(stale), "mutants", 0
            )
    if not prefix and equivalent:
        yield exactly(
            f"modules of {EQUIVALENT.name} that are gone: {sorted(equivalent)}", len(equivalent), "modules", 0
        )
    for room in dict.fromkeys(module.split(".")[0] for module in born):
        within = [module for module in born if module.startswith(f"{room}.")]
        yield _share(room, sum(killed[module] for module in within), sum(born[module] for module in within))


def _report(module: str, tests: list[str], unnoticed: list[dict[str, Any]]) -> Iterator[str]:
    yield f"{module}: {', '.join(tests) or 'no test without a database imports it'}"
    for mutant in unnoticed:
        yield f"  line {mutant['line']}, {mutant['where'] or 'module'}: {mutant['change']}"


def _share(name: str, killed: int, born: int) -> Figure:
    return at_least(
        f"{killed} of {born} mutants of {name} killed", round(100 * killed / born, 1) if born else 100, "%", NOTICED
    )
