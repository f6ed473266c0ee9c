"""A list of subjects to tick: Space ticks, typing is never needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import OfferedSubject
    from panpun_desktop.views.context import Context

_ID = Qt.ItemDataRole.UserRole + 1
_WIDTHS = (230, 92, 78, 80)


def nothing_to_choose(context: Context, *, are_passed: bool, leave: Callable[[], object]) -> EmptyState:
    """Why no subject can be chosen, and the way out; ``leave`` closes what asked."""
    if are_passed:
        return EmptyState("book", _("Every subject of this level is passed already"))

    def go() -> None:
        leave()
        context.navigate("settings", section="curriculum")

    text = _("The curriculum has no subject for this level yet")
    if not context.may("curriculum.edit"):
        return EmptyState("book", text, _("The manager adds the subjects under Settings, curriculum."))
    hint = _("Add the subjects under Settings, curriculum, then they can be chosen here.")
    return EmptyState("book", text, hint, _("To the curriculum"), go)


class SubjectPicker(QTreeWidget):
    """The subjects of a level with a box each. ``edited`` says that the choice changed."""

    edited = Signal()

    def __init__(
        self, offered: Sequence[OfferedSubject], chosen: Collection[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._credits = {one.id: one.credits for one in offered}
        self.setObjectName("subjectPicker")
        self.setAccessibleName(_("Subjects"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setMinimumHeight(260)
        self.setHeaderLabels([_("School subject"), _("Code"), _("Credits"), _("Kind"), ""])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for one in offered:
            self._add(one, is_on=one.id in chosen)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, width)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        self.itemChanged.connect(lambda _item, _column: self.edited.emit())

    def _add(self, one: OfferedSubject, *, is_on: bool) -> None:
        kind = _("Compulsory") if one.is_compulsory else _("Elective")
        remark = _("passed") if one.is_passed else ""
        item = QTreeWidgetItem([one.name, one.code, str(one.credits), kind, remark])
        item.setData(0, _ID, one.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if one.is_passed:
            for place in range(5):
                item.setForeground(place, Colour.MUTED.q)
        self.addTopLevelItem(item)

    def value(self) -> tuple[int, ...]:
        """The ids of the subjects ticked, in order."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return tuple(
            int(item.data(0, _ID))
            for item in items
            if item is not None and item.checkState(0) == Qt.CheckState.Checked
        )

    def set_chosen(self, ids: Collection[int]) -> None:
        """Tick these and no others."""
        self.blockSignals(True)
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is not None:
                is_on = int(item.data(0, _ID)) in ids
                item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.edited.emit()

    def credits(self) -> int:
        """The credits of what is ticked."""
        return sum(self._credits[id] for id in self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks and goes on, as Space ticks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            item = self.currentItem()
            if item is not None:
                is_on = item.checkState(0) == Qt.CheckState.Checked
                item.setCheckState(0, Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
                below = self.itemBelow(item)
                if below is not None:
                    self.setCurrentItem(below)
            return
        super().keyPressEvent(event)
