"""Before an admission is saved: whoever is very likely known already is asked about, once (R-PER-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from panpun_desktop.views.acts.undecided import UndecidedDialog

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import Duplicate
    from panpun_desktop.views.admission.member_row import MemberRow
    from panpun_desktop.views.admission.people_card import PeopleCard
    from panpun_desktop.views.context import Context

Step = Callable[[], object]


class Deciding(QObject):
    """Looks at the people as they stand now; goes on when every likely one was answered."""

    def __init__(self, context: Context, people: PeopleCard, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._people = context, people

    def settle(self, then: Step, give_up: Step) -> None:
        """``then`` goes on with saving, ``give_up`` leaves the form as it is."""
        rows = [row for row in self._people.filled() if row.known is None]
        if not rows or not self._context.may("person.search"):
            then()
            return
        work, actor, facts = self._context.work, self._context.actor, [row.facts() for row in rows]

        def read() -> Sequence[Sequence[Duplicate]]:
            from panpun_desktop.services.people import possible_duplicates_of

            return possible_duplicates_of(work, actor, facts)

        def take(found: Sequence[Sequence[Duplicate]]) -> None:
            for row, likely in zip(rows, found, strict=False):
                row.show_duplicates(tuple(likely))
            self._ask_next(rows, then, give_up)

        self._context.operations.read(self, read, take, lambda _error: then(), key="deciding")

    def _ask_next(self, rows: Sequence[MemberRow], then: Step, give_up: Step) -> None:
        for row in rows:
            likely = row.strip.very_likely(row.decided_later)
            if likely is not None:
                self._ask(row, likely, lambda: self._ask_next(rows, then, give_up), give_up)
                return
        then()

    def _ask(self, row: MemberRow, likely: Duplicate, go_on: Step, give_up: Step) -> None:
        def same() -> None:
            give_up()  # the record is looked at before it is saved
            self._people.take(row, likely.hit.id)

        def other() -> None:
            row.strip.dismiss(likely.hit.id)
            go_on()

        def later() -> None:
            row.decided_later.add(likely.hit.id)
            go_on()

        dialog = UndecidedDialog(row.shown_name(), likely, self._people.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.same_chosen.connect(same)
        dialog.other_chosen.connect(other)
        dialog.later_chosen.connect(later)
        dialog.rejected.connect(give_up)
        dialog.open()
