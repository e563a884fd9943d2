from __future__ import annotations

import math
from pathlib import Path

PICTURES = Path(__file__).with_name("pictures")
GROUND = 668  # Pixels from the top of the slide to where the walkers tread.


def symbols() -> str:
    """The figures that all pictures share; wanted once in every document."""
    return f'<svg class="symbols"><defs>{_drawing("figures")}</defs></svg>'


def picture(name: str) -> str:
    back = '<rect class="sky" width="456" height="456" rx="36"/>'
    return f'<svg width="456" height="456" viewBox="0 0 456 456">{back}{_drawing(name)}</svg>'


def landscape() -> str:
    return f'<svg width="1280" height="720" viewBox="0 0 1280 720">{_drawing("way")}</svg>'


def way(stops: int, stop: int, arrived: float) -> str:
    """The path along the foot of a slide, with the two walkers on the way to their stop."""
    places = [_place(number, stops) for number in range(stops + 1)]
    start, goal = places[stop - 1], places[stop]
    eased = arrived * arrived * (3 - 2 * arrived)
    here = start + (goal - start) * eased
    dots = "".join(_stop(place, place <= here) for place in places[1:])
    walked = f'<path class="walked" d="{_line(0, here)}"/>'
    walkers = _walker("cool", here - 24, arrived) + _walker("warm", here + 24, arrived + 0.12)
    ahead = f'<path class="ahead" d="{_line(0, 1280)}"/>'
    return f'<svg width="1280" height="720" viewBox="0 0 1280 720">{ahead}{walked}{dots}{walkers}</svg>'


def _place(number: int, stops: int) -> float:
    """The stops stand evenly between the margins; the walkers come in from the left."""
    return -60.0 if number == 0 else 130 + (number - 1) * 1020 / (stops - 1)


def _height(x: float) -> float:
    return GROUND + 7 * math.sin(x / 150)


def _line(start: float, end: float) -> str:
    steps = range(int(start), int(max(start, end)) + 1, 8)
    return "M" + " L".join(f"{x},{_height(x):.1f}" for x in steps)


def _stop(place: float, reached: bool) -> str:
    kind = "reached" if reached else "coming"
    return f'<circle class="{kind}" cx="{place:.1f}" cy="{_height(place):.1f}" r="9"/>'


def _walker(colour: str, x: float, phase: float) -> str:
    """Two and a half strides from stop to stop, feet together on arrival."""
    swing = 9 * math.sin(min(phase, 1.0) * 5 * math.pi) if phase < 1 else 0.0
    legs = f'<path class="leg {colour}-line" d="M-7,-24 L{-7 + swing:.1f},0 M7,-24 L{7 - swing:.1f},0"/>'
    body = f'<use href="#{colour}" y="-16"/>'
    return f'<g transform="translate({x:.1f} {_height(x) - 5:.1f})">{legs}{body}</g>'


def _drawing(name: str) -> str:
    return (PICTURES / f"{name}.svg.part").read_text(encoding="utf-8")
