"""Which noun of its room a module is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

ROLES = {
    *("models", "enums", "rules", "facts", "locks", "actions", "texts", "emails"),
    *("journey", "forms", "views", "desk"),
}


def nouns_of(room: str, modules: Collection[str]) -> dict[str, str]:
    """The modules in packages of the room that hold modules by role."""
    packages = {module.split(".")[1] for module in modules if _stands_in_a_noun(module)}
    own = {module: module.removeprefix(f"{room}.").split(".")[0] for module in modules}
    return {module: noun for module, noun in own.items() if noun in packages}


def pairs_of(links: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Of nouns that import each other, each pair once; and those of them that do so both ways."""
    others = {(importer, imported) for importer, imported in links if importer != imported}
    both_ways = [(one, other) for one, other in sorted(others) if one < other and (other, one) in others]
    return sorted({(min(link), max(link)) for link in others}), both_ways


def _stands_in_a_noun(module: str) -> bool:
    parts = module.split(".")
    return len(parts) > 2 and parts[2] in ROLES
