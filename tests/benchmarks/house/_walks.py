"""Walks through a verb, from its view to its last action, and whether the code goes that way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.house._code import bound_by_imports, file_of, tree_of, whence

# Named everywhere, like Python's own: nobody walks into them.
WORDS = {"portal.dates", "portal.fields", "portal.refusals"}


@dataclass(frozen=True)
class Stay:
    """`sessions.bookings.actions.booking:apply`; `depth` says below which earlier one it is called."""

    depth: int
    module: str
    function: str

    def __str__(self) -> str:
        return f"{self.module}:{self.function}"


def read(text: str) -> dict[str, list[Stay]]:
    """A line without indentation names a walk; those below it are its stays, each indented under what calls it."""
    walks: dict[str, list[Stay]] = {}
    for line in filter(str.strip, text.splitlines()):
        module, colon, function = line.strip().partition(":")
        if colon:
            walks[next(reversed(walks))].append(Stay((len(line) - len(line.lstrip())) // 2, module, function))
        else:
            walks[line] = []
    return walks


def untrue(walk: list[Stay]) -> Iterator[str]:
    """What the code denies: a stay isn't there, isn't called, or names functions of modules that are left out."""
    callers: dict[int, Stay] = {}
    for stay in walk:
        callers[stay.depth] = stay
        if _source_of(stay) is None:
            yield f"{stay} isn't there"
        elif stay.depth > 1 and not _names(callers[stay.depth - 1], stay):
            yield f"{callers[stay.depth - 1]} doesn't name {stay}"
    known = WORDS | {stay.module for stay in walk}
    for stay in walk:
        if not _is_page(stay.module):
            for module, name in sorted(_named_functions(stay)):
                if module not in known:
                    yield f"{stay} leads to {module}:{name} too"


def _is_page(module: str) -> bool:
    """What shows a page asks for much that only the page shows."""
    return not {"views", "drafts", "forms"}.isdisjoint(module.split("."))


def _source_of(stay: Stay) -> ast.FunctionDef | ast.ClassDef | None:
    if not file_of(stay.module).exists():
        return None
    scope: ast.Module | ast.FunctionDef | ast.ClassDef = tree_of(file_of(stay.module))
    for part in stay.function.split("."):
        found = [node for node in scope.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == part]
        if not found:
            return None
        scope = found[0]
    return scope if isinstance(scope, (ast.FunctionDef, ast.ClassDef)) else None


def _names(caller: Stay, called: Stay) -> bool:
    source = _source_of(caller)
    owner, _dot, method = called.function.rpartition(".")
    if source is None or not owner:
        return (called.module, called.function) in _named(caller)
    has_its_class = (called.module, owner) in _bound(caller.module).values()
    return has_its_class and any(isinstance(node, ast.Attribute) and node.attr == method for node in ast.walk(source))


def _named_functions(stay: Stay) -> set[tuple[str, str]]:
    return {
        (module, name)
        for module, name in _named(stay)
        if isinstance(_source_of(Stay(0, module, name)), ast.FunctionDef)
    }


def _named(stay: Stay) -> set[tuple[str, str]]:
    """Module and name of all that the function speaks of."""
    source = _source_of(stay)
    bound = _bound(stay.module)
    found = set()
    for node in ast.walk(source) if source else ():
        match node:
            case ast.Name(id=name) if name in bound:
                found.add(bound[name])
            case ast.Attribute(ast.Name(id=owner), name) if owner in bound and not bound[owner][1]:
                found.add(whence(f"{bound[owner][0]}.{name}"))
    return found


def _bound(module: str) -> dict[str, tuple[str, str]]:
    path = file_of(module)
    own = {
        node.name: (module, node.name)
        for node in tree_of(path).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    return {name: whence(target) for name, target in bound_by_imports(path)} | own
