"""ทรัพย์สินที่รับฝาก: taking things in for a person, and giving them back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.about_person import AboutPersonDialog
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import LineField, SuggestField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import QuietButton, ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.belongings import BelongingRow

_LINES = 3
_HEADS = (N_("Thing"), N_("How many"), N_("Kept at"))


class ItemsField(QWidget):
    """Lines of things: what, how many, where kept; empty lines are passed over."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self.lines: list[tuple[LineField, ...]] = []
        for place, head in enumerate(_HEADS):
            self._grid.addWidget(ThaiLabel(_(head), role="field"), 0, place)
        column.addLayout(self._grid)
        for _number in range(_LINES):
            self.add_line()
        more = QuietButton(_("One more line"), "plus", small=True, clicked=self._add_and_go)
        more.setObjectName("moreItemsButton")
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.lines[0][0])

    def add_line(self) -> None:
        """One more empty line."""
        number = len(self.lines) + 1
        fields: tuple[LineField, ...] = (LineField(), LineField(), SuggestField((_("Safe"), _("Locker"))))
        for place, (field, head) in enumerate(zip(fields, _HEADS, strict=True)):
            field.setAccessibleName(f"{_(head)} {number}")
            field.setObjectName(f"item{number}Part{place}")
            self._grid.addWidget(field, number, place)
        self.lines.append(fields)

    def _add_and_go(self) -> None:
        self.add_line()
        self.lines[-1][0].setFocus()

    def value(self) -> tuple[tuple[str, str, str], ...]:
        """The lines: thing, how many, kept at."""
        return tuple((one.text(), many.text(), at.text()) for one, many, at in self.lines)


class ReceiveDialog(AboutPersonDialog):
    """Takes things in; the person is known already, or searched for."""

    name = "receive"
    WIDTH = 600

    def title(self) -> str:
        return _("Take belongings in")

    def build(self) -> None:
        self.add_person(_("Whose they are"))
        self.items = ItemsField()
        self.add_field("item", _("Things"), self.items)
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self.context.today)
        self.add_field("on", _("Taken in on"), self.on)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.belongings import Item, ReceiveBelongings, receive_belongings

        person_id = self.person_id(RuleBroken("belonging.person_missing", field="person"))
        items = tuple(Item(*one) for one in self.items.value())
        day = self.on.value() or self.context.today
        return self.run(receive_belongings, ReceiveBelongings(person_id, items, day))


class ReturnDialog(FormDialog):
    """Gives back what is ticked of one person's things, and says to whom."""

    name = "giveBack"
    WIDTH = 520

    def __init__(
        self,
        context: Context,
        name: str,
        rows: Sequence[BelongingRow],
        chosen: Collection[int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._name, self.rows, self._chosen = name, rows, chosen
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Give belongings back")

    def save_text(self) -> str:
        return _("Gave them back")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._name, role="strong", wrap=True))

    def build(self) -> None:
        self.ticks: list[QCheckBox] = []
        if not self.rows:
            self.form.addWidget(help_text(_("Nothing is kept for this person")))
        for number, row in enumerate(self.rows, 1):
            tick = QCheckBox(belonging_words(row))
            tick.setObjectName(f"giveBack{number}")
            tick.setChecked(self._chosen is None or row.id in self._chosen)
            self.form.addWidget(tick)
            self.ticks.append(tick)
        line = self.pair_row()
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self.context.today)
        self.to = LineField(placeholder=_("The owner"))
        self.add_field("on", _("Given back on"), self.on, to=line)
        self.add_field("to", _("To whom"), self.to, to=line)

    def focus_first(self) -> None:
        if self.ticks:
            self.ticks[0].setFocus()
        else:
            super().focus_first()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.belongings import ReturnBelongings, return_belongings

        ticked = tuple(
            (row.id, row.version) for row, tick in zip(self.rows, self.ticks, strict=True) if tick.isChecked()
        )
        if not ticked:
            raise RuleBroken("belonging.nothing_ticked")
        day = self.on.value() or self.context.today
        return self.run(return_belongings, ReturnBelongings(ticked, day, self.to.text()))


def belonging_words(row: BelongingRow) -> str:
    """กระเป๋าเดินทาง 1 ใบ · ตู้ 3 · รับ 18 พ.ย. 2569."""
    received = _("taken in {day}").format(day=format_date(row.received_on, "short"))
    thing = f"{row.item} {row.quantity}".strip()
    return " · ".join(one for one in (thing, row.kept_at, received) if one)
