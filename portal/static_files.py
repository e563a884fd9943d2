from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/portal.css"
IMPORT = re.compile(r'^@import "([\w-]+\.css)";$', re.MULTILINE)


class OneStylesheet(CompressedManifestStaticFilesStorage):
    """Puts the small stylesheets into the one that imports them. So readers load one, while who develops, without this
    storage, changes file by file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLESHEET in paths and not dry_run:
            paths = {**paths, STYLESHEET: _put_together(paths)}
        yield from super().post_process(paths, dry_run, **options)


def _put_together(paths: dict[str, Any]) -> tuple[InMemoryStorage, str]:
    folder = STYLESHEET.rpartition("/")[0]
    whole = IMPORT.sub(lambda found: _text(*paths[f"{folder}/{found[1]}"]), _text(*paths[STYLESHEET]))
    made = InMemoryStorage()
    return made, made.save(STYLESHEET, ContentFile(whole.encode()))


def _text(storage: Any, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())
