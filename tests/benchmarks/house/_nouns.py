"""Which noun of its room a module is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

ROLES = {
    *("models", "enums", "rules", "facts", "locks", "actions", "tasks", "texts", "reasons", "emails"),
    *("journey", "forms", "views", "viewsets", "desk"),
}


def nouns_of(room: str, modules: Collection[str], listed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Packages of the room that hold modules by role, and what is still divided by layer, as it is `listed`."""
    packages = {module.split(".")[1] for module in modules if _stands_in_a_noun(module)}
    found = {}
    for module in modules:
        name = module.removeprefix(f"{room}.")
        noun = next((noun for noun, patterns in listed.items() if _is_listed(name, patterns)), "")
        if not noun and name.split(".")[0] in packages:
            noun = name.split(".")[0]
        if noun:
            found[module] = noun
    return found


def listed_in_vain(room: str, modules: Collection[str], listed: Mapping[str, Sequence[str]]) -> list[str]:
    names = [module.removeprefix(f"{room}.") for module in modules]
    patterns = [pattern for noun in listed.values() for pattern in noun]
    return [pattern for pattern in patterns if not any(_is_listed(name, [pattern]) for name in names)]


def pairs_of(links: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Of nouns that import each other, each pair once; and those of them that do so both ways."""
    others = {(importer, imported) for importer, imported in links if importer != imported}
    both_ways = [(one, other) for one, other in sorted(others) if one < other and (other, one) in others]
    return sorted({(min(link), max(link)) for link in others}), both_ways


def _stands_in_a_noun(module: str) -> bool:
    parts = module.split(".")
    return len(parts) > 2 and parts[1] not in ROLES and parts[2] in ROLES


def _is_listed(name: str, patterns: Iterable[str]) -> bool:
    """`*.booking` stands for that module of any layer, and not for what lies deeper."""
    return any(fnmatchcase(name, pattern) and name.count(".") == pattern.count(".") for pattern in patterns)
