"""Who a paper comes from, as it stood when the paper was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class Sender:
    """The centre on paper; its logo is PNG or JPEG bytes."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    logo: bytes | None = field(default=None, repr=False, metadata={"in_facts": False})
    is_state: bool = False
    """Only a state office calls itself ส่วนราชการ and sets an emblem on its memos (domain.md §4.1)."""


def sender(centre: Centre) -> Sender:
    """The centre as the sender of a paper."""
    return Sender(
        centre.name,
        centre.address_lines,
        centre.phone,
        centre.email,
        centre.logo,
        bool(centre.settings["centre.is_state"]),
    )
