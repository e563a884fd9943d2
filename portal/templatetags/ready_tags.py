"""Parts of pages that are alike for all readers of a language, rendered once, with gaps for what is the reader's own.

What is ready knows neither the request nor the reader: it is rendered with what the tag names, and with nothing else.
So nothing of a person can be kept, whatever its template says.
"""

from __future__ import annotations

import secrets
from functools import cache
from itertools import count
from typing import Any, NamedTuple

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .. import structure

register = template.Library()

MAKING = "what is being made ready"
NUMBERS = count()


class Ready(NamedTuple):
    """Of each gap, the template that fills it; before, between and behind them, the texts."""

    texts: list[str]
    gaps: list[str]


class Making(NamedTuple):
    mark: str
    gaps: list[str]


@register.simple_tag(takes_context=True)
def ready(context: Context, template_name: str, *keys: Any, **known: Any) -> SafeString:
    """As `include … with … only`, rendered once for each of the `keys`, from which all that is `known` must follow."""
    language = get_language()
    known["LANGUAGE_CODE"] = language
    assert context.template is not None
    if context.template.engine.debug or getattr(getattr(context, "request", None), "is_preview", False):
        # Whoever writes templates wants to see them at once, and what is previewed stands nowhere yet.
        return _filled(_made(context, template_name, known), context)
    name = ":".join(map(str, ("ready", language, template_name, *keys)))
    return _filled(structure.remember(name, lambda: _made(context, template_name, known)), context)


@register.tag
def fixed(parser: Parser, token: Token) -> Fixed:
    """Words, links and pictures that are alike for all readers of a language, from here to `endfixed`."""
    nodes = parser.parse(("endfixed",))
    parser.delete_first_token()
    return Fixed(nodes)


class Fixed(template.Node):
    child_nodelists = ("nodes",)

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes
        self._number = next(NUMBERS)

    def render(self, context: Context) -> SafeString:
        assert context.template is not None
        if context.template.engine.debug:
            return self._made(context)
        return structure.hold(f"fixed:{get_language()}:{self._number}", lambda: self._made(context))

    def _made(self, context: Context) -> SafeString:
        return self.nodes.render(context.new({"LANGUAGE_CODE": get_language()}))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    return render_to_string("includes/icon.html", {"name": name})


@register.simple_tag(takes_context=True)
def gap(context: Context, template_name: str) -> SafeString:
    """As `include`, for each reader anew, with what is known where the page says `ready`."""
    making: Making | None = context.get(MAKING)
    if making is None:
        return _rendered(template_name, context)
    making.gaps.append(template_name)
    return mark_safe(making.mark)  # noqa: S308  letters and digits


def _made(context: Context, template_name: str, known: dict[str, Any]) -> Ready:
    making = Making(secrets.token_hex(16), [])
    html = _rendered(template_name, context.new({**known, MAKING: making}))
    return Ready(html.split(making.mark), making.gaps)


def _filled(made: Ready, context: Context) -> SafeString:
    # A gap that is there twice, as in the header for narrow and for wide screens, is filled with the same.
    filling = {name: _rendered(name, context) for name in dict.fromkeys(made.gaps)}
    parts = [made.texts[0]]
    for name, text in zip(made.gaps, made.texts[1:], strict=True):
        parts += [filling[name], text]
    return mark_safe("".join(parts))  # noqa: S308  templates have made it


def _rendered(template_name: str, context: Context) -> SafeString:
    assert context.template is not None
    with context.push():
        html: SafeString = context.template.engine.get_template(template_name).render(context)
    return html
