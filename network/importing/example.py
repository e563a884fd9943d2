from __future__ import annotations

from pathlib import Path

# Invented people, for trying the import.
EXAMPLE = Path(__file__).resolve().parent.parent / "demo" / "members.csv"
