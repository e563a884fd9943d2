"""Answering surveys, opening their boxes, and what it earns: one function a verb."""

from __future__ import annotations

from .answering import (
    answer_survey,
    qualify_everybody_who_has_all,
    take_back_qualification,
    take_over_qualification,
)
from .boxes import close_box, open_full_boxes

__all__ = [
    "answer_survey",
    "close_box",
    "open_full_boxes",
    "qualify_everybody_who_has_all",
    "take_back_qualification",
    "take_over_qualification",
]
