"""Handing people over to the admission from any other screen: who comes, into which beds, and why.

::

    context.navigate("admission", hand_over=HandOver(person_ids=(7,), bed_ids=(12,)))

The form takes what it is given and asks for the rest; nothing is admitted before it is saved there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HandOver:
    """People who are about to be admitted, as far as the other screen knows them."""

    person_ids: tuple[int, ...] = ()
    """People of the register, in the order of the rows."""
    names: tuple[str, ...] = ()
    """Names of people who are not in the register yet; rows after those of ``person_ids``."""
    people: int = 1
    """How many come together: rows for those nobody has named stand empty."""
    bed_ids: tuple[int, ...] = ()
    """Beds for the rows in their order; the rest is proposed."""
    waiting_id: int | None = None
    """The entry of the waiting list that the admission ends."""
    channel: str | None = None
    agency_id: int | None = None
    relations: tuple[str, ...] = ()
    """To the head of the family, for the rows in their order; the rest is suggested."""
    household_id: int | None = None
    """The family that they join."""
