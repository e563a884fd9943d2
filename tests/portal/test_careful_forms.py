"""What a form with careful texts asks its writer."""

from __future__ import annotations

from portal.careful.forms import CarefulForm, CarefulTextField


class StoryForm(CarefulForm):
    story = CarefulTextField(max_length=40)


def test_text_is_looked_at_as_far_as_its_field_takes_it() -> None:
    form = StoryForm({"story": "x" * 40 + " chị Lan"})

    assert list(form.errors) == ["story"]


def test_text_that_is_too_long_is_asked_about_its_names_at_once() -> None:
    form = StoryForm({"story": "chị Lan " + "x" * 40})

    assert list(form.errors) == ["story", "looked_again"]
