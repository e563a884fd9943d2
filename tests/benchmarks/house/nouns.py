"""Whether the nouns of a room stand on floors: which of them import each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

import grimp

from tests.benchmarks import Figure, at_most, exactly
from tests.benchmarks.house._code import bound_by_imports, file_of, graph, tree_of, whence
from tests.benchmarks.house._nouns import nouns_of, pairs_of

MOST = {"sessions": 12, "network": 14}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey", "ParentalManyToManyField"}
# What tells others of a room, or gathers it: it stands above the nouns.
ABOVE = {"apps", "urls", "wagtail_hooks", "migrations", "demo", "management", "templatetags"}


def figures() -> Iterator[Figure]:
    whole = graph()
    for room, most in MOST.items():
        modules = {module for module in whole.find_descendants(room) if module.split(".")[1] not in ABOVE}
        nouns = nouns_of(room, modules)
        links = dict(_links(whole, room, nouns))
        pairs, both_ways = pairs_of(links)
        for one, other in both_ways:
            print(f"both ways in {room}: {one} → {other} ({links[one, other]}), back ({links[other, one]})")
        print(f"{room}:", ", ".join(sorted({noun for pair in pairs for noun in pair})))
        yield at_most(f"pairs of nouns of {room} that import each other", len(pairs), "pairs", most)
        yield exactly(f"pairs of nouns of {room} that do so both ways", len(both_ways), "pairs", 0)


def _links(whole: grimp.ImportGraph, room: str, nouns: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Each with one import that makes it. What nouns import of their room and is part of none counts as a noun too."""
    models = _models(room, whole)
    for importer in sorted(nouns):
        for imported in sorted({*_imported(whole, importer), *_named_in_relations(importer, models)}):
            if imported.startswith(f"{room}."):
                noun = nouns.get(imported, imported.removeprefix(f"{room}."))
                yield (nouns[importer], noun), f"{importer} → {imported}"


def _imported(whole: grimp.ImportGraph, importer: str) -> Iterator[str]:
    """Of a package that hands on names, the modules where they stand."""
    named = {whence(target)[0] for _name, target in bound_by_imports(file_of(importer))}
    for imported in whole.find_modules_directly_imported_by(importer):
        if imported in named or file_of(imported).name != "__init__.py":
            yield imported
    yield from named & whole.modules


def _models(room: str, whole: grimp.ImportGraph) -> dict[str, str]:
    """Where each class stands, so that a relation by its name is no way around the floors."""
    return {
        node.name: module
        for module in whole.find_descendants(room)
        for node in tree_of(file_of(module)).body
        if isinstance(node, ast.ClassDef)
    }


def _named_in_relations(module: str, models: Mapping[str, str]) -> Iterator[str]:
    for node in ast.walk(tree_of(file_of(module))):
        match node:
            case ast.Call(ast.Attribute(attr=name) | ast.Name(id=name), [ast.Constant(str() as model), *_]) if (
                name in RELATIONS
            ):
                if (found := models.get(model.rpartition(".")[2])) is not None:
                    yield found
