from __future__ import annotations

from django import template

from .. import reports

register = template.Library()
register.filter("in_words", reports.in_words)
