"""Which messages the project's own Python modules and templates ask to have translated."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

APPS = ("config", "portal", "network", "courses", "surveys", "sessions", "search", "claims")
TEMPLATES = "templates"

_TRANSLATION = "django.utils.translation"
# Where the context, the message and its plural stand among the arguments.
_ARGUMENTS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_CALL_IN_TEMPLATE = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")


@dataclass(frozen=True, order=True)
class Message:
    text: str
    context: str = ""
    plural: str = ""


Found = dict[Message, list[str]]


def messages_of_the_project(root: Path) -> tuple[Found, list[str]]:
    """Every message with the places it stands in (`file:line`), and what can't be translated as written."""
    found: Found = {}
    faults: list[str] = []
    for path in _files(root):
        name = str(path.relative_to(root))
        source = path.read_text(encoding="utf-8")
        in_file = messages_of_python(source) if path.suffix == ".py" else messages_of_template(source, name)
        for message, line in in_file:
            if message is None:
                faults.append(f"{name}:{line}: the message is put together when it runs; no catalogue can hold it")
            else:
                found.setdefault(message, []).append(f"{name}:{line}")
    return found, faults


def _files(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
        yield from _templates(root / app / TEMPLATES)
    yield from _templates(root / TEMPLATES)


def _templates(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".txt", ".svg", ".xml"))


def messages_of_python(source: str) -> Iterator[tuple[Message | None, int]]:
    """Messages and their lines; None stands for one put together when it runs, such as an f-string."""
    tree = ast.parse(source)
    names = dict(_imported_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := names.get(ast.unparse(node.func))):
            message = _message(function, node)
            if message or any(isinstance(argument, (ast.JoinedStr, ast.BinOp)) for argument in node.args):
                yield message, node.lineno


def messages_of_template(source: str, name: str) -> Iterator[tuple[Message | None, int]]:
    """Messages of a Django template and their lines."""
    # Django turns the tags into Python calls amid blotted-out text; only the calls are Python.
    calls = templatize(source, origin=name)
    for match in _CALL_IN_TEMPLATE.finditer(calls):
        call = ast.parse(_to_closing_bracket(calls[match.start() :]), mode="eval").body
        function = "gettext" if match[1] == "_" else match[1]
        if isinstance(call, ast.Call) and (message := _message(function, call)):
            yield message, calls.count("\n", 0, match.start()) + 1


def _message(function: str, call: ast.Call) -> Message | None:
    """The call's message, unless its words are no constants."""
    parts = [_constant(call, position) for position in _ARGUMENTS[function]]
    if any(part is None for part in parts):
        return None
    context, text, plural = (part or "" for part in parts)
    return Message(text, context, plural)


def _constant(call: ast.Call, position: int | None) -> str | None:
    """The text at that place among the arguments; empty for a place this function doesn't have."""
    if position is None:
        return ""
    argument = call.args[position] if position < len(call.args) else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What the module calls Django's translating functions: pairs of its name and `gettext`, `ngettext` …"""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == _TRANSLATION:
            for alias in node.names:
                function = alias.name.removesuffix("_lazy").removesuffix("_noop")
                if function in _ARGUMENTS:
                    yield alias.asname or alias.name, function
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            for alias in node.names:
                if alias.name == "translation":
                    for function in _ARGUMENTS:
                        for ending in ("", "_lazy", "_noop"):
                            yield f"{alias.asname or alias.name}.{function}{ending}", function


def _to_closing_bracket(text: str) -> str:
    depth = 0
    lines = text.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.string in ("(", ")") and token.type == tokenize.OP:
            depth += 1 if token.string == "(" else -1
            if depth == 0:
                row, column = token.end
                return "".join(lines[: row - 1]) + lines[row - 1][:column]
    raise ValueError(f"no closing bracket: {text[:80]!r}")
