from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INDEX = "recordings.toml"


@dataclass(frozen=True)
class Sentence:
    text: dict[str, str]
    """Per caption language."""
    sound: dict[str, str]
    """What the voice reads where it differs from the text: Japanese in kana, telephone numbers."""
    point: dict[str, str]
    """What appears on the slide while the sentence is spoken, if anything."""


@dataclass(frozen=True)
class Slide:
    picture: str
    heading: dict[str, str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Script:
    name: str
    spoken: tuple[str, ...]
    title: dict[str, str]
    slides: tuple[Slide, ...]


def script_names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.toml") if path.name != INDEX)


def read_script(path: Path) -> Script:
    # espeak-ng reads decomposed Vietnamese marks letter by letter.
    data = tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    return Script(
        name=path.stem,
        spoken=tuple(data["spoken"]),
        title=data["title"],
        slides=tuple(_slide(slide) for slide in data["slides"]),
    )


def _slide(data: dict[str, Any]) -> Slide:
    sentences = tuple(_sentence(sentence) for sentence in data["sentences"])
    return Slide(data["picture"], data.get("heading", {}), sentences)


def _sentence(data: dict[str, Any]) -> Sentence:
    text = {language: data[language] for language in ("vi", "ja", "en")}
    return Sentence(text, data.get("sound", {}), data.get("point", {}))
