from __future__ import annotations

import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

from courses.demo.recordings.studio.scripts import Script, Sentence

# Voice, words a minute, pitch: slow enough for listeners whose first language it is not. Japanese counts shorter words.
VOICES = {"vi": ("vi+Nguyen", 128, 46), "ja": ("ja", 160, 52)}

LEAD_IN = 1.0
BETWEEN_SENTENCES = 0.55
BETWEEN_SLIDES = 1.7
TAIL = 2.2


@dataclass(frozen=True)
class Line:
    """One spoken sentence; seconds from the beginning of the recording."""

    slide: int
    sentence: Sentence
    start: float
    end: float


@dataclass(frozen=True)
class Timeline:
    lines: tuple[Line, ...]
    duration: float


def speak(script: Script, language: str, target: Path) -> Timeline:
    """Write the whole speech to `target` (WAV) and say when each sentence is heard."""
    sound = b""
    lines = []
    with wave.open(str(target), "wb") as out:
        for number, slide in enumerate(script.slides):
            for place, sentence in enumerate(slide.sentences):
                spoken = _synthesise(sentence, language, target.with_suffix(".part.wav"))
                if not lines:
                    _copy_format(spoken, out)
                sound += _silence(_pause_before(number, place), out)
                start = _seconds(sound, out)
                sound += spoken.readframes(spoken.getnframes())
                lines.append(Line(number, sentence, start, _seconds(sound, out)))
        sound += _silence(TAIL, out)
        out.writeframes(sound)
        return Timeline(tuple(lines), _seconds(sound, out))


def _synthesise(sentence: Sentence, language: str, part: Path) -> wave.Wave_read:
    voice, speed, pitch = VOICES[language]
    text = sentence.sound[language] if language == "ja" else _sound(sentence, language)
    settings = ["-v", voice, "-s", str(speed), "-p", str(pitch), "-z"]
    subprocess.run(["espeak-ng", *settings, "-w", str(part), "--", text], check=True)
    return wave.open(str(part), "rb")


def _sound(sentence: Sentence, language: str) -> str:
    return sentence.sound.get(language, sentence.text[language])


def _copy_format(source: wave.Wave_read, target: wave.Wave_write) -> None:
    target.setnchannels(source.getnchannels())
    target.setsampwidth(source.getsampwidth())
    target.setframerate(source.getframerate())


def _pause_before(slide: int, place: int) -> float:
    if place:
        return BETWEEN_SENTENCES
    return BETWEEN_SLIDES if slide else LEAD_IN


def _silence(seconds: float, out: wave.Wave_write) -> bytes:
    frame = out.getnchannels() * out.getsampwidth()
    return bytes(round(seconds * out.getframerate()) * frame)


def _seconds(sound: bytes, out: wave.Wave_write) -> float:
    return len(sound) / (out.getnchannels() * out.getsampwidth() * out.getframerate())
