from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What somebody could be recognised by."""

    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    ACCOUNT = "account"
    RESIDENCE_CARD = "residence_card"
    PASSPORT = "passport"
    MY_NUMBER = "my_number"
    BIRTH = "birth"
    DATE = "date"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    POSTAL_CODE = "postal_code"
    DIGITS = "digits"
    FILE_NUMBER = "file_number"
    ROOM = "room"
    NAME = "name"


UNCERTAIN = frozenset({Kind.ROOM, Kind.NAME})
