"""What a published portal refuses to start with: each fault in one line, with the way out, all of them at once.

It looks at the settings as they are in the end, so that settings of one's own that build on
`config.settings.production` are held to the same. No line quotes a secret.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from .settings import keys_of_the_tests

SECRET_CHARACTERS = 50
HASH_KEY_CHARACTERS = 32
WEBHOOK_CHARACTERS = 20
# Fewer are a word or a pattern, no randomness: of fifty random digits and small letters hardly any key has so few.
DIFFERENT_CHARACTERS = 10
DIFFERENT_BYTES = 16  # of the 32 of a field key
# As they stand in guides and examples, waiting to be replaced.
PLACEHOLDER = re.compile(r"change.?me|changeit|secret|password|example|insecure|replace|placeholder", re.IGNORECASE)

ANOTHER = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
ANOTHER_FIELD_KEY = (
    'make one with: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)
BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
BUCKET_NAME_IN_A_PATH = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]")
ENDPOINT_PATH = re.compile(r"[A-Za-z0-9/._-]*")
ADDRESSINGS = ("path", "virtual")
SMTP = "portal.mail.smtp.EmailBackend"
DJANGOS_SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOR_TRYING = (
    *(f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "filebased", "locmem", "dummy")),
    *(f"anymail.backends.{name}.EmailBackend" for name in ("console", "test")),
)
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
PORTS = {"http": 80, "https": 443}


def refuse_to_start(settings: Any) -> None:
    """Raises ImproperlyConfigured when anything is missing or wrong."""
    if lines := refusals(settings):
        raise ImproperlyConfigured("\n".join(["The portal doesn't start:", *(f"- {line}" for line in lines)]))


def refusals(settings: Any) -> list[str]:
    parts = (_variables, _keys, _ways_of_running, _addresses, _storage, _mail)
    return [line for part in parts for line in part(settings)]


def _variables(settings: Any) -> Iterator[str]:
    for name in settings.MISSING:
        yield f"{name} is missing: set it as docs/operate.md says."
    for name in settings.UNREADABLE:
        yield f"{name} can't be read: write it as docs/operate.md says."


def _keys(settings: Any) -> Iterator[str]:
    secret_key = _secret_key(settings)
    yield from _secret("SECRET_KEY", secret_key, SECRET_CHARACTERS)
    yield from _field_keys(settings.FIELD_KEYS)
    yield from _secret("HASH_KEY", settings.HASH_KEY, HASH_KEY_CHARACTERS)
    used = [key for key in (secret_key, settings.HASH_KEY, *settings.FIELD_KEYS) if key]
    if len(set(used)) < len(used):
        yield "SECRET_KEY, HASH_KEY and FIELD_KEYS share a key: give each one of its own."


def _secret_key(settings: Any) -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django's own refusal of an empty one, which would hide all other lines
        return ""


def _secret(name: str, secret: str, characters: int) -> Iterator[str]:
    if not secret:
        yield f"{name} is missing: {ANOTHER}"
    elif secret == getattr(keys_of_the_tests, name):
        yield f"{name} is the test suite's, which everybody can read: {ANOTHER}"
    elif len(secret) < characters or _is_no_randomness(secret):
        yield f"{name} is weak, {characters} random characters are needed: {ANOTHER}"


def _is_no_randomness(secret: str) -> bool:
    is_repetition = any(secret[period:] == secret[:-period] for period in range(1, len(secret) // 2 + 1))
    return len(set(secret)) < DIFFERENT_CHARACTERS or is_repetition or bool(PLACEHOLDER.search(secret))


def _field_keys(keys: list[str]) -> Iterator[str]:
    if not keys:
        yield f"FIELD_KEYS is missing, and nothing sensitive is stored without a key: {ANOTHER_FIELD_KEY}"
    for place, key in enumerate(keys, start=1):
        if key in keys_of_the_tests.FIELD_KEYS:
            yield f"FIELD_KEYS: key {place} is the test suite's, which everybody can read: {ANOTHER_FIELD_KEY}"
        elif not _is_fernet_key(key):
            yield f"FIELD_KEYS: key {place} of {len(keys)} is malformed; divide keys by commas, and {ANOTHER_FIELD_KEY}"
        elif len(set(urlsafe_b64decode(key))) < DIFFERENT_BYTES:
            yield f"FIELD_KEYS: key {place} of {len(keys)} is weak, it was not drawn at random: {ANOTHER_FIELD_KEY}"


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def _ways_of_running(settings: Any) -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on, and would show strangers the inside of the portal: take it away."
    if settings.DEMO:
        yield "DEMO is on, and would show mails and sign-in codes to everybody: take it away."
    if settings.TIME_ZONE != "Asia/Tokyo" or not settings.USE_TZ:
        yield "TIME_ZONE is not Asia/Tokyo, by which all days and deadlines are counted: take it away."


def _addresses(settings: Any) -> Iterator[str]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts:
        yield "ALLOWED_HOSTS is missing: name the portal's hosts, like portal.example.org, divided by commas."
    for host in hosts:
        if not HOST.fullmatch(host) or (host.startswith(".") and "." not in host[1:]):
            yield f"ALLOWED_HOSTS: {host} names no host; write it like portal.example.org, without scheme and port."
    yield from _portal_address(settings.PORTAL_ADDRESS, hosts)


def _portal_address(address: str, hosts: list[str]) -> Iterator[str]:
    if not address:
        yield "PORTAL_ADDRESS is missing: set the address that stands in mails, like https://portal.example.org."
        return
    parts = _split(address)
    if parts is None or parts.scheme != "https" or parts.path or parts.query or parts.fragment or parts.username:
        yield "PORTAL_ADDRESS must be https:// and a host, with nothing after it, like https://portal.example.org."
    elif not validate_host(parts.hostname or "", hosts):
        yield "PORTAL_ADDRESS: its host is not among ALLOWED_HOSTS; name it there."


def _split(address: str) -> Any:
    """The parts of an address with a host; None when it is none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  raises when it is no number
    except ValueError:
        return None
    return parts if HOST.fullmatch(parts.hostname or "") else None


def _storage(settings: Any) -> Iterator[str]:
    yield from _endpoint(settings.BUCKET_ENDPOINT)
    if settings.BUCKET_ADDRESSING not in ADDRESSINGS:
        yield f"BUCKET_ADDRESSING must be {' or '.join(ADDRESSINGS)}: how the storage names buckets in addresses."
    for name, variable in (("access_key", "AWS_ACCESS_KEY_ID"), ("secret_key", "AWS_SECRET_ACCESS_KEY")):
        if not settings.BUCKET_KEYS[name]:
            yield f"{variable} is missing: set the storage's key; links are signed with it."
    yield from _buckets(settings)


def _endpoint(endpoint: str) -> Iterator[str]:
    if not endpoint:
        yield "AWS_ENDPOINT_URL_S3 is missing: set the storage's address, like https://s3.ap-northeast-1.amazonaws.com."
        return
    parts = _split(endpoint)
    is_private = parts is not None and (parts.scheme == "https" or parts.hostname in THIS_MACHINE)
    if not is_private or parts.scheme not in PORTS or parts.query or not ENDPOINT_PATH.fullmatch(parts.path):
        yield "AWS_ENDPOINT_URL_S3 must be an https:// address, like https://s3.ap-northeast-1.amazonaws.com."


def _buckets(settings: Any) -> Iterator[str]:
    pattern = BUCKET_NAME_IN_A_PATH if settings.BUCKET_ADDRESSING == "path" else BUCKET_NAME
    for name in ("PUBLIC_BUCKET", "PRIVATE_BUCKET"):
        bucket = getattr(settings, name)
        if not bucket:
            yield f"{name} is missing: name a bucket as docs/operate.md says."
        elif not pattern.fullmatch(bucket):
            yield f"{name} is no bucket's name; write the name alone, in small letters, digits and hyphens."
    domain = settings.PUBLIC_BUCKET_DOMAIN
    if domain and not HOST.fullmatch(domain):
        yield "PUBLIC_BUCKET_DOMAIN is no name of a host; write it like pictures.example.org, without scheme and path."
    if _public_places(settings.STORAGES) & _private_places(settings.STORAGES):
        yield "PUBLIC_BUCKET and PRIVATE_BUCKET are one bucket: anybody could read recordings and documents; make two."
    elif domain and domain.split(".")[0] == settings.PRIVATE_BUCKET:
        yield "PUBLIC_BUCKET_DOMAIN shows the private bucket: let it show the public one."


def _public_places(storages: dict[str, Any]) -> set[tuple[str, int, str]]:
    return {_place(options) for options in _buckets_of(storages) if not options.get("querystring_auth", True)}


def _private_places(storages: dict[str, Any]) -> set[tuple[str, int, str]]:
    return {_place(options) for options in _buckets_of(storages) if options.get("querystring_auth", True)}


def _buckets_of(storages: dict[str, Any]) -> list[dict[str, Any]]:
    options = [storage.get("OPTIONS", {}) for storage in storages.values()]
    return [one for one in options if one.get("bucket_name")]


def _place(options: dict[str, Any]) -> tuple[str, int, str]:
    """Host, port and bucket, however they are written."""
    parts = _split(options.get("endpoint_url") or "")
    if parts is None:
        return ("", 0, options["bucket_name"].lower())
    return (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0), options["bucket_name"].lower())


def _mail(settings: Any) -> Iterator[str]:
    if settings.EMAIL_BACKEND in FOR_TRYING:
        yield f"EMAIL_BACKEND writes mails down or throws them away: set {SMTP}, or a provider's backend of anymail."
    if settings.EMAIL_BACKEND == DJANGOS_SMTP:
        yield f"EMAIL_BACKEND takes quotes off addresses of Japanese carriers: set {SMTP}."
    if settings.EMAIL_BACKEND == SMTP:
        yield from _mail_server(settings)
    if settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL:
        yield "EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other: port 587 takes the first, port 465 the second."
    secret = settings.ANYMAIL.get("WEBHOOK_SECRET")
    if secret is not None and len(secret.partition(":")[2]) < WEBHOOK_CHARACTERS:
        yield (
            f"ANYMAIL: WEBHOOK_SECRET must be a name, a colon and {WEBHOOK_CHARACTERS} random characters, "
            "as the provider is to send them."
        )


def _mail_server(settings: Any) -> Iterator[str]:
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not settings.EMAIL_HOST:
        yield "EMAIL_HOST is missing: name the mail server, or a provider's backend in EMAIL_BACKEND."
    elif not is_encrypted and settings.EMAIL_HOST not in THIS_MACHINE:
        yield "EMAIL_USE_TLS and EMAIL_USE_SSL are off, and codes would travel in clear: set one of them."
