"""แยกอาคาร: whom a person must not meet, for those who may know (R-SAF-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import QuietButton, ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.keeping_apart import ApartRow
    from panpun_desktop.services.restrictions import Protection


class KeepApartDialog(FormDialog):
    """Those known already, each with its end; below, one more."""

    name = "keepApart"
    WIDTH = 560

    def __init__(self, context: Context, found: Protection, parent: QWidget | None = None) -> None:
        self._found = found
        super().__init__(context, parent)
        self._read()

    def title(self) -> str:
        return _("Never in one building")

    def save_text(self) -> str:
        return _("Keep them apart")

    def add_head(self, column: QVBoxLayout) -> None:
        text = _("Beds are proposed in other buildings. Why is told to case workers and the manager alone.")
        label = help_text(text)
        label.setWordWrap(True)
        column.addWidget(label)

    def build(self) -> None:
        self._known = QVBoxLayout()
        self._known.setSpacing(6)
        self.form.addLayout(self._known)
        row = self.pair_row()
        self.other = PersonField(self.context, required=False)
        self.relation = LineField()
        self.add_field("other", _("The other person, if in the register (search)"), self.other, to=row)
        self.add_field("relation", _("Relation to the person"), self.relation, to=row)
        self.description = LineField()
        self.add_field("description", _("Otherwise: who it is, how to know them"), self.description)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.keeping_apart import KeepPeopleApart, keep_people_apart

        request = KeepPeopleApart(
            self._found.person_id, self.other.person_id, self.description.text(), self.relation.text()
        )
        return self.run(keep_people_apart, request)

    def _read(self) -> None:
        from panpun_desktop.services.keeping_apart import list_apart

        work, actor, person_id = self.context.work, self.context.actor, self._found.person_id
        self.context.operations.read(
            self,
            lambda: list_apart(work, actor, person_id),
            self._show,
            lambda error: self.banner.say(message_of(error)),
            key="apart",
        )

    def _show(self, rows: Sequence[ApartRow]) -> None:
        for row in rows:
            line = QHBoxLayout()
            words = " · ".join(part for part in (row.name, row.relation) if part)
            line.addWidget(ThaiLabel(words, role="strong", wrap=True), 1)
            end = QuietButton(_("End"), small=True, clicked=self._ender(row))
            end.setAccessibleName(_("End: {name}").format(name=row.name))
            end.setObjectName(f"endApart{row.id}")
            line.addWidget(end)
            self._known.addLayout(line)
        self.fit()

    def _ender(self, row: ApartRow) -> Callable[[], None]:
        from panpun_desktop.services.keeping_apart import LetTogether, let_together

        def end() -> None:
            run = self.run(let_together, LetTogether(row.id, row.version))
            self.context.operations.change(self, run, self._finish, self.refuse)

        return end
