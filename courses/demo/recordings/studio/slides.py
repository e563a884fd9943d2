from __future__ import annotations

import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path

from courses.demo.recordings.studio.film import frame_times
from courses.demo.recordings.studio.pictures import landscape, picture, symbols, way
from courses.demo.recordings.studio.scripts import Script
from courses.demo.recordings.studio.voice import Timeline

WIDTH, HEIGHT = 1280, 720
STYLE = Path(__file__).with_name("slides.css")
COURSES = {
    "basic": {"vi": "Phần cơ bản", "ja": "基礎編"},
    "applied": {"vi": "Phần ứng dụng", "ja": "応用編"},
}
LESSONS = {"vi": "Bài {}", "ja": "第{}回"}

WALK = 1.2  # Seconds the two walkers need from one stop to the next.
APPEAR = 0.3  # Seconds in which a new point comes up.
STRIP = 20  # Slides in one photograph: chromium's pictures end at 16,384 pixels.


@dataclass(frozen=True)
class Shot:
    """What can be seen at one moment; shares from 0 to 1."""

    slide: int
    points: int
    arrived: float
    appeared: float


def photograph(script: Script, spoken: str, timeline: Timeline, scratch: Path) -> list[Path]:
    """One picture file for every frame of the film; equal frames share a file."""
    shots = [_shot_at(timeline, spoken, moment) for moment in frame_times(timeline)]
    distinct = list(dict.fromkeys(shots))
    pages = [_page(script, spoken, shot) for shot in distinct]
    files: list[Path] = []
    for first in range(0, len(pages), STRIP):
        files += _develop(pages[first : first + STRIP], scratch, f"{first:04}")
    found = dict(zip(distinct, files, strict=True))
    return [found[shot] for shot in shots]


def _shot_at(timeline: Timeline, spoken: str, moment: float) -> Shot:
    slide = max((line.slide for line in timeline.lines if line.start - WALK - 0.2 <= moment), default=0)
    lines = [line for line in timeline.lines if line.slide == slide]
    shown = [line.start for line in lines if spoken in line.sentence.point and line.start <= moment]
    arrived = (moment - lines[0].start + WALK + 0.2) / WALK if slide else 1.0
    appeared = (moment - shown[-1]) / APPEAR if shown else 1.0
    return Shot(slide, len(shown), _share(arrived), _share(appeared))


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 2)


def _page(script: Script, spoken: str, shot: Shot) -> str:
    slide = script.slides[shot.slide]
    label = _label(script.name, spoken)
    heading = slide.heading.get(spoken, script.title[spoken])
    if slide.picture == "way":
        art, kind = landscape(), "wide"
    else:
        art, kind = picture(slide.picture), "narrow"
    stops = len(script.slides) - 2
    foot = way(stops, shot.slide, shot.arrived) if kind == "narrow" else ""
    return (
        f'<section class="{kind}">{foot}'
        f'<div class="content" style="opacity:{shot.arrived}">{art}'
        f'<p class="label">{escape(label)}</p><h1>{_balanced(heading)}</h1>'
        f"<ul>{_points(script, spoken, shot)}</ul></div></section>"
    )


def _label(name: str, spoken: str) -> str:
    course, number = name.split("-")
    return f"{COURSES[course][spoken]} · {LESSONS[spoken].format(number)}"


def _balanced(heading: str) -> str:
    """Break a heading after its colon, where it has one."""
    return escape(heading).replace(": ", ":<br>").replace("：", "：<br>")


def _points(script: Script, spoken: str, shot: Shot) -> str:
    sentences = script.slides[shot.slide].sentences
    points = [sentence.point[spoken] for sentence in sentences if spoken in sentence.point]
    opacities = [1.0] * (shot.points - 1) + [shot.appeared] * min(shot.points, 1)
    return "".join(
        f'<li style="opacity:{opacity}">{escape(point)}</li>' for point, opacity in zip(points, opacities, strict=False)
    )


def _develop(pages: list[str], scratch: Path, name: str) -> list[Path]:
    document = scratch / f"{name}.html"
    strip = scratch / f"{name}.png"
    style = STYLE.read_text(encoding="utf-8")
    head = f'<!doctype html><meta charset="utf-8"><style>{style}</style>'
    document.write_text(head + symbols() + "".join(pages), encoding="utf-8")
    size = f"--window-size={WIDTH},{HEIGHT * len(pages)}"
    chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    shot = [*chromium, size, f"--screenshot={strip}", document.as_uri()]
    subprocess.run(shot, check=True, capture_output=True)
    cut = ["-vf", f"untile=1x{len(pages)}", str(scratch / f"{name}-%03d.png")]
    subprocess.run(["ffmpeg", "-y", "-v", "error", "-i", str(strip), *cut], check=True)
    return [scratch / f"{name}-{number:03}.png" for number in range(1, len(pages) + 1)]
