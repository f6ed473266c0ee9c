"""The 13-digit number: check digit, what the first digit says, masking (domain.md §3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul
from typing import Literal

from panpun_desktop.common.thai_text import from_thai_digits, normalise

Problem = Literal["empty", "not_digits", "length", "check_digit", "suspicious"]

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−./_]+")

_KINDS = {
    "0": "unregistered",
    "1": "thai_registered_in_time",
    "2": "thai_registered_late",
    "3": "in_register_at_start",
    "4": "moved_in_at_start",
    "5": "thai_added_later",
    "6": "entered_temporarily",
    "7": "child_of_temporary",
    "8": "lawful_alien_or_naturalised",
    "9": "reserved",
}


@dataclass(frozen=True)
class NationalId:
    """What a typed number is.

    ``digits`` are the digits found, in Arabic figures; ``problem`` says why it is not valid; ``kind`` is
    the id of what the first digit means, a hint only and None without 13 digits. A number with a problem
    may be kept and is marked (R-CID-3).
    """

    digits: str
    is_valid: bool
    problem: Problem | None
    kind: str | None


def check(text: str) -> NationalId:
    """Judge a number as typed; separators and Thai digits are accepted (R-CID-1, R-CID-2)."""
    typed = _SEPARATORS.sub("", from_thai_digits(normalise(text)))
    digits = re.sub(r"[^0-9]", "", typed)
    problem = _problem(typed, digits)
    has_kind = problem not in {"empty", "not_digits", "length"}
    return NationalId(digits, problem is None, problem, _kind(digits) if has_kind else None)


def _problem(typed: str, digits: str) -> Problem | None:
    if not typed:
        return "empty"
    if typed != digits:
        return "not_digits"
    if len(digits) != 13:
        return "length"
    if check_digit(digits[:12]) != digits[12]:
        return "check_digit"
    return "suspicious" if len(set(digits[:12])) == 1 else None


def check_digit(body: str) -> str:
    """The thirteenth digit for the first twelve (R-CID-2)."""
    total = sum(map(mul, map(int, body), range(13, 1, -1)))
    return str((11 - total % 11) % 10)


def _kind(digits: str) -> str:
    """The meaning of the first digit; 00 is a registered migrant worker."""
    if digits.startswith("00") and digits[5:7] != "89":
        return "migrant_worker"
    return _KINDS[digits[0]]


def format_id(text: str) -> str:
    """A number as cards show it, X-XXXX-XXXXX-XX-X; what has not 13 digits stays as it is."""
    number = check(text)
    return text if number.kind is None else _grouped(number.digits)


def mask(text: str) -> str:
    """The number with its middle hidden: 1-9xxx-xxxxx-xx-3; without 13 digits all is hidden."""
    number = check(text)
    if number.kind is None:
        return "x" * len(number.digits)
    return _grouped(f"{number.digits[:2]}{'x' * 10}{number.digits[12]}")


def _grouped(digits: str) -> str:
    return "-".join((digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]))
