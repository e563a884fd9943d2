from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from courses.demo.recordings.studio import captions, film, index, slides, voice
from courses.demo.recordings.studio.scripts import Script, read_script, script_names

FOLDER = Path(__file__).resolve().parents[1]


def record(script: Script, spoken: str, scratch: Path) -> None:
    timeline = voice.speak(script, spoken, scratch / "voice.wav")
    stem = f"{script.name}.{spoken}"
    shots = slides.photograph(script, spoken, timeline, scratch)
    film.encode(shots, timeline, scratch / "voice.wav", FOLDER / f"{stem}.mp4")
    film.copy_sound(FOLDER / f"{stem}.mp4", FOLDER / f"{stem}.m4a")
    for language in captions.LANGUAGES:
        vtt = captions.webvtt(timeline, language)
        (FOLDER / f"{stem}.{language}.vtt").write_text(vtt, encoding="utf-8")


def make(name: str) -> None:
    script = read_script(FOLDER / f"{name}.toml")
    for spoken in script.spoken:
        print(f"{name}: {spoken}", flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            record(script, spoken, Path(scratch))
    for language in captions.LANGUAGES:
        text = captions.transcript(script, language)
        (FOLDER / f"{name}.{language}.txt").write_text(text, encoding="utf-8")


def main(names: list[str]) -> None:
    for name in names or script_names(FOLDER):
        make(name)
    index.write(FOLDER)


main(sys.argv[1:])
