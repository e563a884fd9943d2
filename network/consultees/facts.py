from __future__ import annotations

from django.db.models import QuerySet

from portal.compiled import Compiled, Parameter
from portal.fields import keyed_hash

from ..people.rules.codes import CONSULTEE_CODE_LENGTH, is_code, normalise_code
from .models import ConsulteeCode


def consultee_code_digest(code: str) -> str:
    return keyed_hash(code, purpose="consultee code")


def find_consultee_code(typed: str) -> ConsulteeCode | None:
    """The code that somebody typed, or None when it is mistyped or was never issued."""
    code = normalise_code(typed)
    if not is_code(code, CONSULTEE_CODE_LENGTH):
        return None
    return _with_digest.first(digest=consultee_code_digest(code))


@Compiled
def _with_digest() -> QuerySet[ConsulteeCode]:
    known = ConsulteeCode.objects.filter(digest=Parameter("digest", ConsulteeCode, "digest"))
    return known.select_related("issued_to")
