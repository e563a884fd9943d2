"""The pieces of which editors build a page. Texts may carry furigana: ｜漢字《かんじ》."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import pages


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"))
    anchor = blocks.RegexBlock(
        label=_("Name for links to this place"),
        required=False,
        regex=r"^[a-z0-9-]*$",
        error_messages={"invalid": _("Use small letters, digits and hyphens.")},
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"))
    text = blocks.CharBlock(label=_("What it means"))


class NoticeBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("info", _("Information")), ("warning", _("Warning"))],
        default="info",
        search_index=False,  # a tone is no word of the page
    )
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "blocks/notice.html"


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"


class ItemsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "blocks/list.html"


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"


class FiguresBlock(blocks.ListBlock):
    class Meta:
        icon = "order"
        label = _("Figures")
        template = "blocks/figures.html"


class WayBlock(blocks.StaticBlock):
    class Meta:
        icon = "arrow-right"
        label = _("The way through the programme")
        admin_text = _("The drawn way from registration to the honorarium.")
        template = "blocks/way.html"


class ContactBlock(blocks.StaticBlock):
    class Meta:
        icon = "mail"
        label = _("Contact of the office")
        admin_text = _("Telephone, e-mail and addresses from the settings.")
        template = "blocks/contact.html"


class ChildrenBlock(blocks.StaticBlock):
    class Meta:
        icon = "list-ul"
        label = _("The pages below this one")
        admin_text = _("A card for each page below this one.")
        template = "blocks/children.html"

    def get_context(self, value: None, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        children = context["page"].get_children().live().specific()
        return {**context, "children": [child for child in children if pages.is_complete(child)]}


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock(features=["bold", "italic", "link", "ul", "ol"])
    list = ItemsBlock(blocks.CharBlock(label=_("Item")))
    steps = StepsBlock(StepBlock())
    figures = FiguresBlock(FigureBlock())
    notice = NoticeBlock()
    way = WayBlock()
    contact = ContactBlock()
    children = ChildrenBlock()
