from __future__ import annotations

from django import template

from ..figures.tables import in_words

register = template.Library()
register.filter(in_words)
