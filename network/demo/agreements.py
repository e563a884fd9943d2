from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from ..printing.models import AgreementText

FILE = Path(__file__).parent / "agreements.toml"


def load_agreements() -> None:
    """The agreement in every language, unless editors have already written theirs."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for language, _name in settings.LANGUAGES:
        AgreementText.objects.get_or_create(
            language=language,
            defaults={
                "title": said["title"][language],
                "body": [_block(paragraph, language) for paragraph in said["body"]],
            },
        )


def _block(paragraph: dict[str, Any], language: str) -> tuple[str, Any]:
    if "title" in paragraph:
        return "clause", {key: paragraph[key][language] for key in ("title", "text")}
    return "paragraph", paragraph[language]
