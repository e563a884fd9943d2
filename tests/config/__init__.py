from __future__ import annotations

from collections.abc import Callable

# The lines with which a portal with these variables refuses to start.
Refused = Callable[..., list[str]]

SECRET = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
FIELD_KEY = 'make one with: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
