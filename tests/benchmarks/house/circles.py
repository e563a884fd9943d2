"""Modules that import each other in a circle: none can be read, moved or tested without the others."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import grimp

from tests.benchmarks import Figure, exactly
from tests.benchmarks.house._code import file_of, graph, tree_of


def figures() -> Iterator[Figure]:
    at_once = _circles(_imported_at_once())
    later = [circle for circle in _circles(graph()) if circle not in at_once]
    for circle in at_once:
        print("circle:", *circle)
    for circle in later:
        print("circle through imports inside functions or under TYPE_CHECKING:", *circle)
    yield exactly("circles of modules", len(at_once), "circles", 0)
    yield exactly("circles of modules that close inside functions or under TYPE_CHECKING", len(later), "circles", 0)


def _circles(whole: grimp.ImportGraph) -> list[list[str]]:
    found = []
    left = sorted(whole.modules)
    while left:
        module = left.pop(0)
        circle = whole.find_upstream_modules(module) & whole.find_downstream_modules(module)
        if circle:
            found.append(sorted(circle | {module}))
            left = [other for other in left if other not in circle]
    return found


def _imported_at_once() -> grimp.ImportGraph:
    whole = graph(with_types=False)
    for importer in whole.modules:
        late = _lines_in_functions(importer)
        for imported in whole.find_modules_directly_imported_by(importer):
            details = whole.get_import_details(importer=importer, imported=imported)
            if all(detail["line_number"] in late for detail in details):
                whole.remove_import(importer=importer, imported=imported)
    return whole


def _lines_in_functions(module: str) -> set[int]:
    functions = [node for node in ast.walk(tree_of(file_of(module))) if isinstance(node, ast.FunctionDef)]
    return {line for node in functions for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
