"""Each file is a request. So who develops, without this storage, changes many small files, and readers load few."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# By name the text of a file, as it was written.
Read = Callable[[str], str]

STYLES_IMPORTED = re.compile(r'^@import "([\w./-]+\.css)";$', re.MULTILINE)
IMPORTED = re.compile(r'^import (?:(\{ \w+(?:, \w+)* \}) from )?"(\./[\w-]+\.js)";\n', re.MULTILINE)
EXPORTED = re.compile(r"^export ((?:const|class|function|async function) (\w+))", re.MULTILINE)
NOT_UNDERSTOOD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class JoinedFiles(CompressedManifestStaticFilesStorage):
    """Puts small stylesheets and modules into the one that imports them. What is imported all the same is asked for by
    its hashed name, too."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = {**paths, **{name: _kept(name, _joined(name, paths)) for name in JOINED if name in paths}}
        yield from super().post_process(paths, dry_run, **options)


def joined_stylesheet(name: str, read: Read) -> str:
    return STYLES_IMPORTED.sub(lambda found: joined_stylesheet(_beside(name, found[1]), read), read(name))


def joined_script(name: str, read: Read) -> str:
    """Each module once, in a scope of its own, after those that it imports."""
    scopes: dict[str, str] = {}

    def text_of(module: str) -> str:
        return IMPORTED.sub(lambda found: imported(found[1], _beside(module, found[2])), read(module))

    def imported(names: str | None, module: str) -> str:
        if module not in scopes:
            scopes[module] = _scope(module, text_of(module))
        return f'const {names} = modules["{module}"];\n' if names else ""

    whole = text_of(name)
    return "".join(["const modules = {};\n", *scopes.values(), whole])


def _scope(module: str, text: str) -> str:
    names = ", ".join(found[2] for found in EXPORTED.finditer(text))
    text = EXPORTED.sub(r"\1", text)
    if other := NOT_UNDERSTOOD.search(text):
        raise ValueError(f"{module} can't be joined to others: {other[0]}")
    return f'modules["{module}"] = (() => {{\n{text}return {{{names}}};\n}})();\n'


JOINED = {
    "css/portal.css": joined_stylesheet,
    "css/player.css": joined_stylesheet,
    "js/main.js": joined_script,
    "js/player.js": joined_script,
}


def _joined(name: str, paths: dict[str, Any]) -> str:
    def read(part: str) -> str:
        storage, path = paths[part]
        with storage.open(path) as file:
            return str(file.read().decode())

    return JOINED[name](name, read)


def _kept(name: str, text: str) -> tuple[InMemoryStorage, str]:
    made = InMemoryStorage()
    return made, made.save(name, ContentFile(text.encode()))


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
