from __future__ import annotations

import hashlib
import re
import struct
import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "courses/demo/recordings"
RECORDINGS: list[dict[str, Any]] = tomllib.loads((FOLDER / "recordings.toml").read_text(encoding="utf-8"))["recordings"]

LANGUAGES = ["vi", "ja", "en"]
MEGABYTE = 1_000_000
LINE_LENGTH = {"vi": 42, "ja": 21, "en": 42}
LOADED_WORDS = re.compile(r"illegal|不法|bất hợp pháp", re.IGNORECASE)
CUE = re.compile(r"(\d\d):(\d\d):(\d\d\.\d\d\d) --> (\d\d):(\d\d):(\d\d\.\d\d\d)\n((?:.+\n)+)")

each_recording = pytest.mark.parametrize("recording", RECORDINGS, ids=lambda entry: entry["video"]["file"])
each_language = pytest.mark.parametrize("language", LANGUAGES)


def named_files(recording: dict[str, Any]) -> list[dict[str, Any]]:
    texts = [*recording["captions"].values(), *recording["transcripts"].values()]
    return [recording["video"], recording["audio"], *texts]


def read_text(entry: dict[str, Any]) -> str:
    return (FOLDER / entry["file"]).read_text(encoding="utf-8")


def read_cues(recording: dict[str, Any], language: str) -> list[tuple[float, float, list[str]]]:
    heading, body = read_text(recording["captions"][language]).split("\n\n", 1)
    assert heading == "WEBVTT"
    cues = [match.groups() for match in CUE.finditer(body)]
    assert len(cues) == body.count("-->")
    return [(seconds(*cue[:3]), seconds(*cue[3:6]), cue[6].splitlines()) for cue in cues]


def seconds(hours: str, minutes: str, rest: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def top_boxes(content: bytes) -> dict[str, bytes]:
    """The outermost boxes of an MP4 file in their order (ISO/IEC 14496-12, 4.2)."""
    boxes, place = {}, 0
    while place < len(content):
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        boxes[kind.decode()] = content[place + 8 : place + size]
        place += size
    return boxes


def film_length(moov: bytes) -> float:
    """Seconds by the movie header, version 0 (ISO/IEC 14496-12, 8.2.2)."""
    header = moov.index(b"mvhd") + 4
    timescale, duration = struct.unpack(">II", moov[header + 12 : header + 20])
    return duration / timescale


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_recordings_of_every_lecture_that_can_be_watched() -> None:
    basic = ["basic-1", "basic-2", "basic-2", "basic-3", "basic-4"]
    applied = ["applied-1", "applied-2", "applied-3", "applied-4"]
    assert [entry["lecture"] for entry in RECORDINGS] == applied + basic
    assert [entry["lecture"] for entry in RECORDINGS if entry["spoken"] == "ja"] == ["basic-2"]


def test_folder_holds_no_file_that_the_index_does_not_name() -> None:
    named = {entry["file"] for recording in RECORDINGS for entry in named_files(recording)}
    made = {path.name for kind in ("mp4", "m4a", "vtt", "txt") for path in FOLDER.glob(f"*.{kind}")}
    assert made == named


def test_all_recordings_together_stay_light() -> None:
    sizes = {entry["file"]: entry["bytes"] for recording in RECORDINGS for entry in named_files(recording)}
    assert sum(sizes.values()) < 15 * MEGABYTE


@each_recording
def test_index_agrees_with_the_files(recording: dict[str, Any]) -> None:
    for entry in named_files(recording):
        content = (FOLDER / entry["file"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


@each_recording
def test_recording_is_short_and_small(recording: dict[str, Any]) -> None:
    assert 60 <= recording["duration"] <= 120
    assert recording["video"]["bytes"] <= 1.5 * MEGABYTE
    assert recording["audio"]["bytes"] < recording["video"]["bytes"]


@each_recording
@pytest.mark.parametrize("kind", ["video", "audio"])
def test_media_play_while_they_load(recording: dict[str, Any], kind: str) -> None:
    boxes = top_boxes((FOLDER / recording[kind]["file"]).read_bytes())
    order = list(boxes)
    assert order.index("moov") < order.index("mdat")
    assert film_length(boxes["moov"]) == pytest.approx(recording["duration"], abs=0.2)


@each_recording
@each_language
def test_cues_follow_each_other_within_the_recording(recording: dict[str, Any], language: str) -> None:
    cues = read_cues(recording, language)
    times = [time for start, end, _ in cues for time in (start, end)]
    assert times == sorted(times)
    assert [start for start, end, _ in cues if start == end] == []
    assert times[-1] <= recording["duration"]


@each_recording
@each_language
def test_cues_are_at_most_two_short_lines(recording: dict[str, Any], language: str) -> None:
    lines = [lines for _, _, lines in read_cues(recording, language)]
    assert max(map(len, lines)) <= 2
    assert max(len(line) for pair in lines for line in pair) <= LINE_LENGTH[language]


@each_recording
@each_language
def test_captions_transcript_and_script_say_the_same(recording: dict[str, Any], language: str) -> None:
    script = tomllib.loads((FOLDER / f"{recording['lecture']}.toml").read_text(encoding="utf-8"))
    written = "".join(sentence[language] for slide in script["slides"] for sentence in slide["sentences"])
    shown = "".join(line for _, _, lines in read_cues(recording, language) for line in lines)
    transcript = read_text(recording["transcripts"][language])
    assert squeezed(shown) == squeezed(transcript) == squeezed(written)
    assert len(transcript.split("\n\n")) == len(script["slides"])


@each_recording
@each_language
def test_no_word_that_blames_the_person(recording: dict[str, Any], language: str) -> None:
    assert LOADED_WORDS.search(read_text(recording["transcripts"][language])) is None
