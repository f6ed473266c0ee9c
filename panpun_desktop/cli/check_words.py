"""What ``check`` looked at and found, in sentences."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.messages import MESSAGES
from panpun_desktop.common.sentences import sentence

if TYPE_CHECKING:
    from panpun_desktop.store.integrity import CheckResult

WORDS = {
    "cipher": N_("Every page of the encrypted file is as it was written"),
    "file": N_("The data file is whole"),
    "foreign_keys": N_("Every record points to one that is there"),
    "triggers": N_("The guards of the data file are in place"),
    "audit_chain": N_("The history of acts is unbroken"),
    "episodes": N_("Every night of a stay has one service type"),
    "movements_board": N_("Arrivals and leavings agree with the bed board every night"),
    "balance": N_("The stock of every night adds up"),
    "documents": N_("Every issued paper is as it was issued"),
    "training": N_("Classes agree with stays and service types"),
    "closed_months": N_("Closed months are as they were sent"),
}
"""What holds when the check finds nothing."""
_DETAILS = (
    (r"Page \d+: never used ×(\d+)", N_("{0} pages that nothing uses")),
    (r"Page (\d+): never used", N_("page {0} that nothing uses")),
    (r"HMAC verification failed for page (\d+)", N_("page {0} is not as it was written")),
    (r"\bentry (\d+)", N_("act number {0}")),
    (r"\bstay (\d+)", N_("stay {0}")),
    (r"\bdocument (\d+)", N_("paper {0}")),
    (r"\benrolment (\d+)", N_("enrolment {0}")),
)


def check_line(result: CheckResult) -> str:
    """One check as a line: passed or not, what was looked at, what was found."""
    mark = _("in order") if result.ok else _("FAULT")
    found = f": {_found(result.detail)}" if result.detail else ""
    return f"{mark} {_(WORDS[result.id])}{found}"


def _found(detail: str) -> str:
    if detail in MESSAGES:
        return sentence(detail, {})
    for pattern, words in _DETAILS:
        detail = re.sub(pattern, partial(_told, _(words)), detail)
    return detail


def _told(words: str, match: re.Match[str]) -> str:
    return words.format(*match.groups())
