"""What a column of a table shows of a row: text, tone, alignment, icon, and by what it sorts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.theme import Tone

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: ``text`` of a row is shown and copied; ``sort`` is the key a source sorts by ("": not).

    ``chip`` gives the tone of a chip around the text, ``after`` a muted remark behind it,
    ``strong`` a heavier hand, ``width`` pixels to begin with (0: what the title needs; -1: the rest).
    ``hidden``: shown only when somebody asks for it. ``head``: the title as it stands in the head, with
    its line breaks, where that is not the title itself. ``wraps``: up to three lines where one is too
    short; the rows of the table are as high as that. ``by``: what rows are sorted by where that is not
    the attribute ``sort`` nor the text, a key whose plain comparison is the order (names without titles).
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort: str = ""
    right: bool = False
    chip: Callable[[R], Tone | None] | None = None
    after: Callable[[R], str] | None = None
    strong: bool = False
    muted: bool = False
    width: int = 0
    icon: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    hidden: bool = False
    head: str = ""
    wraps: bool = False
    by: Callable[[R], str] | None = None


class Named(Protocol):
    """A row about a person: the name with its title, and the key of the name without."""

    @property
    def name(self) -> str: ...
    @property
    def order(self) -> str: ...


def name_column(width: int) -> Column[Any]:
    """People's names, which a click on the head orders as a list of people is ordered: not by title."""

    def name(row: Named) -> str:
        return row.name

    def order(row: Named) -> str:
        return row.order

    return Column("name", _("Name"), name, sort="name", by=order, strong=True, width=width)


class Source(Protocol[R_co]):
    """Rows asked for page by page, in an order that is settled: ``keys`` names every row of it."""

    @property
    def keys(self) -> Sequence[Any]:
        """The key of each line, from the first to the last."""
        ...

    def page(self, offset: int, limit: int) -> Sequence[R_co]:
        """Rows from ``offset`` on, at most ``limit``; runs in a worker."""
        ...


def row_id(row: Any) -> Any:
    """The key by which a row is found again: its ``id``, else its ``key``."""
    return row.id if hasattr(row, "id") else getattr(row, "key", row)
