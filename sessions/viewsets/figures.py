from __future__ import annotations

desks: list[object] = []
