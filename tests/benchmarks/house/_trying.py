"""`python -m tests.benchmarks.house._trying [PREFIX]`: the mutants of modules of rules meet the rules' own tests.

A line of JSON for each module: its name, its tests, and every mutant's fate. Django is set up once; a mutant lives in a
process forked from there, in which it takes its module's place before the tests are imported. The tests are those of
files that import the module, as far as they need no database.
"""

from __future__ import annotations

import gc
import importlib
import json
import math
import multiprocessing
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType, ModuleType

import django
import hypothesis
import pytest

from devtools.demo import SOURCES
from devtools.places import ROOT
from tests.benchmarks.house._code import file_of, imports_of, name_of
from tests.benchmarks.house._mutating import Mutant, mutants

AT_ONCE = 2
# For what goes round forever: seconds of the processor beyond what the tests take without any change, since on a busy
# machine those of the clock would kill the innocent.
PATIENCE = 10
MEMORY = 4 * 2**30  # bytes

NEED_A_DATABASE = {"db", "everything", "own_database", "race_database"}
OPTIONS = (
    *("-x", "-q", "--tb=no", "--assert=plain", "--hypothesis-profile=mutants"),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:unraisableexception"),
)

_forking = multiprocessing.get_context("fork")


def main(prefix: str) -> int:
    django.setup()
    hypothesis.settings.register_profile(
        "mutants",
        # No examples handed on from one mutant to the next, and none made smaller: that one fails is enough.
        database=None,
        derandomize=True,
        deadline=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    for name in modules_of_rules(prefix):
        path = file_of(name)
        source = path.read_text(encoding="utf-8")
        if born := list(mutants(source, str(path))):
            files, seconds = _tests_of(name, compile(source, str(path), "exec"))
            fates = [_told(mutant, is_killed) for mutant, is_killed in _fates(name, born, files, seconds + PATIENCE)]
            print(json.dumps([name, [str(file.relative_to(ROOT)) for file in files], fates]), flush=True)
    return 0


def modules_of_rules(prefix: str) -> list[str]:
    files = [path for room in SOURCES for path in (ROOT / room).rglob("*.py")]
    rules = sorted(path for path in files if path.name == "rules.py" or path.parent.name == "rules")
    return [name for name in map(name_of, rules) if f"{name}.".startswith(f"{prefix}." if prefix else "")]


def _told(mutant: Mutant, is_killed: bool) -> dict[str, object]:
    return {"where": mutant.where, "line": mutant.line, "change": mutant.change, "is_killed": is_killed}


def _tests_of(name: str, unchanged: CodeType) -> tuple[list[Path], int]:
    """The files with tests for that module, and how long these take; they pass with what takes its place unchanged."""
    files = [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if _is_imported(name, by=path)]
    if not files:
        return [], 0
    ours, theirs = _forking.Pipe()
    process = _forking.Process(target=_live, args=(name, unchanged, files, resource.RLIM_INFINITY, theirs))
    process.start()
    theirs.close()
    # Read before it ends: what it reports is more than the pipe holds.
    pure, imported, seconds = ours.recv()
    process.join()
    if process.exitcode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the tests of {name} fail without any change: {', '.join(map(str, files))}")
    _import_beforehand(imported)
    return sorted(pure), math.ceil(seconds)


def _import_beforehand(names: Sequence[str]) -> None:
    """What the tests import of others needn't be imported in every process. What lives isn't looked through there."""
    for name in names:
        if name.split(".")[0] not in (*SOURCES, "tests"):
            with suppress(ImportError):
                importlib.import_module(name)
    gc.freeze()


def _fates(name: str, born: Sequence[Mutant], files: Sequence[Path], patience: int) -> Iterator[tuple[Mutant, bool]]:
    """Whether each is killed: by a test that fails, or because it comes to no end."""
    if not files:
        yield from ((mutant, False) for mutant in born)
        return
    unborn, living = deque(born), dict[BaseProcess, Mutant]()
    while unborn or living:
        while unborn and len(living) < AT_ONCE:
            mutant = unborn.popleft()
            process = _forking.Process(target=_live, args=(name, mutant.code, files, patience))
            process.start()
            living[process] = mutant
        wait([process.sentinel for process in living])
        for process in [process for process in living if not process.is_alive()]:
            yield living.pop(process), process.exitcode != pytest.ExitCode.OK


def _live(name: str, code: CodeType, files: Sequence[Path], patience: int, report: Connection | None = None) -> None:
    """Ends the process with pytest's exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _put_in_place(name, code)
    pure = _Pure()
    ended = pytest.main([*OPTIONS, *map(str, files)], plugins=[pure])
    if report:
        report.send((pure.files, list(sys.modules), time.process_time()))
    sys.exit(ended)


class _Pure:
    """Leaves tests that need no database; those that draw many examples come last."""

    def __init__(self) -> None:
        self.files: set[Path] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(filter(_needs_no_database, items), key=_draws_examples)
        self.files = {item.path for item in items}


def _needs_no_database(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("django_db") is not None
    return not is_marked and NEED_A_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _draws_examples(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def _put_in_place(name: str, code: CodeType) -> None:
    """Everything that has imported the module, or a name from it, gets the other one's."""
    old = importlib.import_module(name)
    new = ModuleType(name)
    vars(new).update({key: value for key, value in vars(old).items() if key.startswith("__")})
    sys.modules[name] = new
    exec(code, vars(new))
    own = {id(value): vars(new)[key] for key, value in vars(old).items() if getattr(value, "__module__", "") == name}
    for module in [module for key, module in sys.modules.items() if key.split(".")[0] in SOURCES]:
        for key, value in list(vars(module).items()):
            if value is old:
                setattr(module, key, new)
            elif id(value) in own:
                setattr(module, key, own[id(value)])
            elif key.isupper() and key in vars(old) and value is vars(old)[key]:
                setattr(module, key, vars(new)[key])


def _is_imported(name: str, *, by: Path) -> bool:
    """By its own name, or by its package's that hands on what it holds."""
    imports, package = imports_of(by), name.rpartition(".")[0]
    if name in imports:
        return True
    return package in imports and name in imports_of(file_of(package))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or [""]))
