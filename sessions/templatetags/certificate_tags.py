from __future__ import annotations

from django import template

from ..groups.models import Cohort
from ..progress.facts.certificates import last_certificates
from ..progress.models import Certificate

register = template.Library()


@register.simple_tag
def certificates_of(cohort: Cohort) -> list[Certificate]:
    """The last one of each member."""
    return last_certificates(cohort)
