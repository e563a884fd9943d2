"""Small mistakes put into a source, one at a time: what its tests should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

# The boundary, and the contrary.
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALCULATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}

LINES = (ast.expr, ast.keyword, ast.arguments, ast.Expr, ast.Return, ast.Assign, ast.AnnAssign)

# What no decision depends on.
LEFT_ALONE = {"decorator_list", "annotation", "returns", "format_spec"}


@dataclass(frozen=True)
class Mutant:
    """`change` says it without the line, so that it stays the same when lines move."""

    where: str
    line: int
    change: str
    code: CodeType


@dataclass(frozen=True)
class Place:
    """Where a node hangs; `scope` is the function or class around it, empty for the module's level."""

    scope: str
    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node

    @property
    def shown(self) -> ast.AST:
        """An operand alone says little: what it is part of is told, unless that is a whole block."""
        is_part = isinstance(self.node, (ast.Constant, ast.Name, ast.Yield, ast.YieldFrom)) and isinstance(
            self.parent, LINES
        )
        return self.parent if is_part else self.node


def mutants(source: str, file: str = "<source>") -> Iterator[Mutant]:
    tree = ast.parse(source)
    for place in list(_places(tree, "")):
        before = ast.unparse(place.shown)
        for other in _others(place):
            place.put(ast.fix_missing_locations(ast.copy_location(other, place.node)))
            change = (
                _less(place.node, other)
                or f"{before} → {ast.unparse(other if place.shown is place.node else place.shown)}"
            )
            yield Mutant(place.scope, getattr(place.node, "lineno", 0), change, compile(tree, file, "exec"))
            place.put(place.node)


def _less(node: ast.AST, other: ast.AST) -> str:
    gone = [element for element in getattr(node, "elts", ()) if element not in getattr(other, "elts", ())]
    return f"without {ast.unparse(gone[0])}" if gone else ""


def _places(parent: ast.AST, scope: str) -> Iterator[Place]:
    for field, value in ast.iter_fields(parent):
        if field in LEFT_ALONE:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST):
                yield Place(scope, node, parent, field, index)
                yield from _places(node, _scope_within(node, scope))


def _scope_within(node: ast.AST, scope: str) -> str:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return f"{scope}.{node.name}".strip(".")
    return scope


def _others(place: Place) -> Iterator[ast.AST]:
    """What could stand in a node's place by mistake."""
    yield from _other_operators(place.node)
    yield from _other_values(place)
    match place.node:
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Yield() | ast.YieldFrom() if isinstance(place.parent, ast.Expr):
            yield ast.YieldFrom(ast.Tuple([], ast.Load()))
        case ast.Tuple(elements, ast.Load()) | ast.List(elements, ast.Load()) | ast.Set(elements):
            yield from _without_one(place.node, elements)
    if _is_condition(place) and isinstance(place.node, ast.expr):
        yield ast.UnaryOp(ast.Not(), place.node)


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            yield from _compared_otherwise(node)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in CALCULATIONS:
            yield ast.BinOp(left, CALCULATIONS[type(op)](), right)
        case ast.AugAssign(target, op, value) if type(op) in CALCULATIONS:
            yield ast.AugAssign(target, CALCULATIONS[type(op)](), value)


def _other_values(place: Place) -> Iterator[ast.AST]:
    match place.node:
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Name(name) if name in CALLED and place.field == "func":
            yield ast.Name(CALLED[name], ast.Load())


def _compared_otherwise(compared: ast.Compare) -> Iterator[ast.Compare]:
    for index, op in enumerate(compared.ops):
        for other in COMPARISONS[type(op)]:
            ops = [*compared.ops[:index], other(), *compared.ops[index + 1 :]]
            yield ast.Compare(compared.left, ops, compared.comparators)


def _without_one(node: ast.Tuple | ast.List | ast.Set, elements: list[ast.expr]) -> Iterator[ast.AST]:
    """A reason or a state less. What else stands in a tuple has its place there."""
    for index, element in enumerate(elements):
        if isinstance(element, ast.Starred) or _is_named_value(element):
            rest = [*elements[:index], *elements[index + 1 :]]
            yield ast.Set(rest) if isinstance(node, ast.Set) and rest else ast.Tuple(rest, ast.Load())


def _is_named_value(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.isupper()


def _is_condition(place: Place) -> bool:
    """Of what says yes or no by itself; the operators in other conditions have mutants of their own."""
    is_asked = place.field == "test" and isinstance(place.parent, (ast.If, ast.IfExp, ast.While))
    is_filter = place.field == "ifs" and isinstance(place.parent, ast.comprehension)
    return (is_asked or is_filter) and isinstance(place.node, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr))
