from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

MADE_OF = {".py", ".html", ".mo", ".js", ".css", ".svg"}


@cache
def running() -> str:
    """Another one whenever the portal's own files are others: what an earlier release has kept may have another shape,
    or words that are no longer said."""
    known = hashlib.sha256()
    for path in sorted(_files(settings.BASE_DIR)):
        facts = path.stat()
        known.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return known.hexdigest()[:12]


def _files(base: Path) -> list[Path]:
    rooms = (path for path in base.iterdir() if path.is_dir() and not path.name.startswith(".") and path.name != "var")
    return [path for room in rooms for path in room.rglob("*") if path.suffix in MADE_OF]
