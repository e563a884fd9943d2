from __future__ import annotations

from typing import Any

from django.test import Client


def ask(client: Client, language: str, words: str, **more: str | int) -> Any:
    response = client.get(f"/{language}/search/", {"q": words, **more})
    assert response.status_code == 200
    return response


def titles(client: Client, language: str, words: str) -> list[str]:
    """The titles that a reader is shown, in order."""
    results = ask(client, language, words).context["results"]
    return ["".join(piece.text for piece in result.title) for result in results]
