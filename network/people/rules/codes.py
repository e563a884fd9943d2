"""Codes that people write down and type: Crockford's base 32 with his check character (mod 37).

One wrong character and two swapped neighbours are always noticed. Codes whose check value would need one of
Crockford's five extra symbols are never made, so that every code is letters and digits only.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from portal.readings import typed_by_hand

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ー_.·]+")

# Characters without the check character. 35 random bits hide the size of the network (R2).
NETWORK_ID_LENGTH = 7
VISIT_CODE_LENGTH = 7
CONSULTEE_CODE_LENGTH = 9
REFERENCE_LENGTH = 6


def check_value(body: str) -> int:
    number = 0
    for character in body:
        number = number * 32 + ALPHABET.index(character)
    return number % 37


def make_code(length: int) -> str:
    """A random code of `length` characters and its check character."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(length))
        check = check_value(body)
        if check < len(ALPHABET):
            return body + ALPHABET[check]


def make_unused_code(length: int, is_used: Callable[[str], bool]) -> str:
    """Short ones repeat themselves one day."""
    while is_used(code := make_code(length)):
        pass
    return code


def normalise_code(typed: str) -> str:
    """As typed by hand: case, spaces, hyphens, full width, O for 0 and I or L for 1 don't matter."""
    folded = typed_by_hand(typed).upper()
    return SEPARATORS.sub("", folded).translate(READ_AS)


def is_code(code: str, length: int) -> bool:
    """Whether a normalised code has this many characters and the right check character."""
    if len(code) != length + 1 or any(character not in ALPHABET for character in code):
        return False
    return ALPHABET[check_value(code[:-1])] == code[-1] if check_value(code[:-1]) < 32 else False


def in_groups(code: str) -> str:
    """`7K3M-92QX`: two halves are easier to copy by hand."""
    middle = (len(code) + 1) // 2
    return f"{code[:middle]}-{code[middle:]}"
