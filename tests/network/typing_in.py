"""What a person types into the registration form."""

from __future__ import annotations

import uuid
from typing import Any


def registration(**changes: Any) -> dict[str, Any]:
    return {
        "idempotency_key": str(uuid.uuid4()),
        "name": "Trần Thị Lan",
        "prefecture": "13",
        "language": "vi",
        "wants": ["learn"],
        "email": "lan@example.org",
        "password": "side by side we walk",
        "consent": "on",
        **changes,
    }
