from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.utils.translation import to_locale

from .sources import Found, Message

# Languages without grammatical number have one plural form.
_PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);"}
_ONE_FORM = "nplurals=1; plural=0;"


def catalogue_path(folder: str | Path, language: str) -> Path:
    return Path(folder) / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(path: Path) -> polib.POFile:
    """The catalogue of that file; an empty one where the file doesn't exist yet."""
    return polib.pofile(str(path), wrapwidth=120) if path.exists() else polib.POFile(wrapwidth=120)


def compile_all(folders: Iterable[str | Path]) -> Iterator[Path]:
    """Compiles the catalogues that are newer than their compiled form, and yields those."""
    for folder in folders:
        for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            compiled = path.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
                continue
            # Several programs may start at once: each reads either the whole old file or the whole new one.
            unfinished = compiled.with_suffix(f".{os.getpid()}.mo")
            read(path).save_as_mofile(str(unfinished))
            unfinished.replace(compiled)
            yield compiled


def update(catalogue: polib.POFile, found: Found, language: str) -> None:
    """Makes the catalogue hold the found messages and no others, in the order of the source."""
    known = {message_of(entry): entry for entry in catalogue}
    catalogue.metadata = {
        "Language": to_locale(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURAL_FORMS.get(language, _ONE_FORM),
    }
    forms = 2 if language in _PLURAL_FORMS else 1
    catalogue[:] = [_entry(known.get(message), message, places, forms) for message, places in found.items()]


def message_of(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgctxt or "", entry.msgid_plural)


def _entry(known: polib.POEntry | None, message: Message, places: list[str], forms: int) -> polib.POEntry:
    entry = known or polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        msgid_plural=message.plural,
        msgstr_plural=dict.fromkeys(range(forms), "") if message.plural else {},
    )
    # Files without lines: a catalogue that changes with every moved line is read by nobody.
    entry.occurrences = [(file, "") for file in sorted({place.rpartition(":")[0] for place in places})]
    return entry
