"""The code as its imports tell it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp

from devtools.demo import SOURCES
from devtools.places import ROOT


def graph(*, with_types: bool = True) -> grimp.ImportGraph:
    """`with_types`: with imports under TYPE_CHECKING."""
    return grimp.build_graph(*SOURCES, exclude_type_checking_imports=not with_types, cache_dir=None)


def file_of(name: str) -> Path:
    path = ROOT.joinpath(*name.split("."))
    package = path / "__init__.py"
    return package if package.exists() else path.with_suffix(".py")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    """Modules, and names of modules."""
    return {target for _name, target in bound_by_imports(path)} | {
        target.rpartition(".")[0] for _name, target in bound_by_imports(path)
    }


def bound_by_imports(path: Path) -> Iterator[tuple[str, str]]:
    """What a file calls something, and what that is: `("actions", "sessions.bookings.actions.booking")`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(path.relative_to(ROOT).parts[: -node.level]) if node.level else ""
            module = f"{start}.{node.module or ''}".strip(".")
            for alias in node.names:
                yield alias.asname or alias.name, f"{module}.{alias.name}"


def whence(target: str) -> tuple[str, str]:
    """The module in which a name stands that a package may hand on, and the name; that is empty for a module itself."""
    if file_of(target).exists():
        return target, ""
    module, _dot, name = target.rpartition(".")
    if not file_of(module).exists():
        return (module, name)
    handed_on = dict(bound_by_imports(file_of(module))).get(name)
    return whence(handed_on) if handed_on and handed_on != target else (module, name)
