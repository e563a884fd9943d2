from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from courses.demo.recordings.studio.captions import LANGUAGES
from courses.demo.recordings.studio.scripts import INDEX, read_script, script_names


def write(folder: Path) -> None:
    """List every recording that has been made, for the demo loader."""
    scripts = [read_script(folder / f"{name}.toml") for name in script_names(folder)]
    made = [
        (script.name, spoken)
        for script in scripts
        for spoken in script.spoken
        if (folder / f"{script.name}.{spoken}.mp4").exists()
    ]
    entries = ["\n".join(_entry(folder, name, spoken)) for name, spoken in made]
    heading = "# Written by make.py. duration in seconds.\n\n"
    (folder / INDEX).write_text(heading + "\n\n".join(entries) + "\n", encoding="utf-8")


def _entry(folder: Path, name: str, spoken: str) -> Iterator[str]:
    stem = f"{name}.{spoken}"
    yield "[[recordings]]"
    yield f'lecture = "{name}"'
    yield f'spoken = "{spoken}"'
    yield f"duration = {_duration(folder / f'{stem}.mp4')}"
    yield f"video = {_file(folder / f'{stem}.mp4')}"
    yield f"audio = {_file(folder / f'{stem}.m4a')}"
    for language in LANGUAGES:
        yield f"captions.{language} = {_file(folder / f'{stem}.{language}.vtt')}"
    for language in LANGUAGES:
        yield f"transcripts.{language} = {_file(folder / f'{name}.{language}.txt')}"


def _file(path: Path) -> str:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return f'{{ file = "{path.name}", bytes = {len(content)}, sha256 = "{digest}" }}'


def _duration(path: Path) -> str:
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    probe = subprocess.run([*command, str(path)], check=True, capture_output=True, text=True)
    return f"{float(probe.stdout):.3f}"
