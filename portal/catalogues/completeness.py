from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import polib

from .files import message_of
from .sources import Message

_PLACEHOLDER = re.compile(r"%\(\w+\)[sdifg]|%[sdifg]|\{\w*\}")


def problems(catalogue: polib.POFile, found: Iterable[Message], *, needed: bool) -> Iterator[str]:
    """What keeps a catalogue from being complete. Where translations aren't `needed`, the message itself is shown."""
    entries = {message_of(entry): entry for entry in catalogue if not entry.obsolete}
    if needed:
        for message in found:
            if message not in entries:
                yield f"not in the catalogue: {message.text!r}"
    for entry in entries.values():
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            if needed:
                yield f"not translated: {entry.msgid!r}"
        elif not _keeps_placeholders(entry):
            yield f"other placeholders than the message: {entry.msgid!r}"


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    if not entry.msgid_plural:
        return placeholders(entry.msgid) == placeholders(entry.msgstr)
    wanted = placeholders(entry.msgid_plural)
    forms = [placeholders(entry.msgstr_plural[number]) for number in sorted(entry.msgstr_plural)]
    # "One lecture" needn't show its number; the form for many must.
    return forms[-1] == wanted and all(form <= wanted for form in forms)


def placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text.replace("%%", "")))
