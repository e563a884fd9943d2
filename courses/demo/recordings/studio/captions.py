from __future__ import annotations

from collections.abc import Iterator

from courses.demo.recordings.studio.breaking import split
from courses.demo.recordings.studio.scripts import Script
from courses.demo.recordings.studio.voice import Line, Timeline

LANGUAGES = ("vi", "ja", "en")
HOLD = 0.3  # Seconds a caption stays after the voice has ended; less than any pause.


def webvtt(timeline: Timeline, language: str) -> str:
    cues = [cue for line in timeline.lines for cue in _cues(line, language)]
    return "WEBVTT\n\n" + "\n".join(cues)


def transcript(script: Script, language: str) -> str:
    """One paragraph a slide."""
    joint = "" if language == "ja" else " "
    paragraphs = (joint.join(sentence.text[language] for sentence in slide.sentences) for slide in script.slides)
    return "\n\n".join(paragraphs) + "\n"


def _cues(line: Line, language: str) -> Iterator[str]:
    cues = split(line.sentence.text[language], language)
    letters = [sum(map(len, lines)) for lines in cues]
    per_letter = (line.end - line.start) / sum(letters)
    for place, lines in enumerate(cues):
        start = line.start + per_letter * sum(letters[:place])
        end = line.start + per_letter * sum(letters[: place + 1])
        end += HOLD if place == len(cues) - 1 else 0
        yield f"{_clock(start)} --> {_clock(end)}\n" + "\n".join(lines) + "\n"


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"00:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
