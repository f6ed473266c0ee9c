"""Settings typed and saved together: what both sections of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.settings.section import Section
from panpun_desktop.views.settings.setting_box import SettingBox, in_words
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Chip, MainButton, QuietButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import SettingRow

TWO_COLUMNS_FROM = 600


class Columns(QWidget):
    """Boxes in two columns, in one where there is no room for two."""

    def __init__(self, boxes: Sequence[QWidget]) -> None:
        super().__init__()
        self._boxes, self._count = list(boxes), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self._place(1)

    def _place(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for number, box in enumerate(self._boxes):
            self._grid.addWidget(box, number // count, number % count)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1 if place < count else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(2 if self.width() >= TWO_COLUMNS_FROM else 1)


class SettingsForm(Section):
    """A section of setting boxes with one save button for all of them."""

    act = "setting.edit"

    def shows(self, row: SettingRow) -> bool:
        """Say whether a setting belongs here."""
        raise NotImplementedError

    def lay_out(self, rows: Sequence[SettingRow]) -> None:
        """Place the boxes when the settings were first read."""
        raise NotImplementedError

    def build(self) -> None:
        self.boxes: dict[str, SettingBox] = {}
        self._wants_focus = False
        self.unsaved = Chip()
        self.unsaved.hide()
        self.drop_button = QuietButton(_("Drop the changes"), clicked=self.drop)
        self.save_button = MainButton(_("Save"), key="Ctrl S", clicked=self.save)
        self.drop_button.setObjectName(f"{self.name}DropButton")
        self.save_button.setObjectName(f"{self.name}SaveButton")
        for one in (self.unsaved, self.drop_button, self.save_button):
            self.acts.addWidget(one)
        self._count_edited()

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.settings)

    def load(self) -> None:
        from panpun_desktop.services.centre import list_settings

        self.read(list_settings, self._show)

    def _show(self, rows: Sequence[SettingRow]) -> None:
        mine = [row for row in rows if self.shows(row)]
        if self.boxes:
            for row in mine:
                self.boxes[row.key].take(row)
        else:
            self.lay_out(mine)
            if self._wants_focus:
                self.focus_first()
        self._count_edited()

    def make_box(self, row: SettingRow) -> SettingBox:
        """The editor of a setting, known to saving."""
        box = SettingBox(row, lambda: self.context.today)
        box.edited.connect(self._count_edited)
        self.boxes[row.key] = box
        return box

    def edited(self) -> list[SettingBox]:
        """The boxes in which something else stands than is stored."""
        return [box for box in self.boxes.values() if box.is_edited()]

    def _count_edited(self) -> None:
        count = len(self.edited())
        self.unsaved.show_state(_("{count} not saved").format(count=count) if count else "", Tone.WARN)
        self.drop_button.setEnabled(bool(count))
        self.save_button.setEnabled(bool(count))

    def drop(self) -> None:
        """Show again what is stored."""
        for box in self.edited():
            box.show_value(box.row.value)
            box.box.clear_problem()
        self.banner.say("")
        self._count_edited()

    def save(self) -> None:
        """Save what was changed, all or nothing."""
        edited = self.edited()
        if not edited or not self.save_button.isEnabled():
            return
        wrong = [box for box in edited if box.problem()]
        for box in reversed(wrong):
            box.box.show_problem(box.problem())
        if wrong:
            return
        from panpun_desktop.services.centre import EditSettings, edit_settings

        values = {box.row.key: box.value() for box in edited}
        seen = {box.row.key: box.row.value for box in edited}
        self.save_button.setEnabled(False)
        self.change(edit_settings, EditSettings(values, seen))

    def refuse(self, error: PanpunError) -> None:
        self._count_edited()
        box = self.boxes.get(error.field or "")
        if isinstance(error, EditConflict):
            from panpun_desktop.services.centre import list_settings

            self.read(list_settings, self._tell_other, key="again")
        elif box is not None:
            box.box.show_problem(message_of(error))
        else:
            super().refuse(error)

    def _tell_other(self, rows: Sequence[SettingRow]) -> None:
        before = {key: box.row.value for key, box in self.boxes.items()}
        changed = [row for row in rows if row.key in before and row.value != before[row.key]]
        values = " · ".join(f"{row.label}: {in_words(row, row.value) or '–'}" for row in changed)
        self._show(rows)
        words = _("Someone else has saved meanwhile: {values}. Save again to keep what stands here.")
        self.banner.say(words.format(values=values or "–"), Tone.WARN)

    def focus_first(self) -> None:
        """The first field, as soon as it is there."""
        self._wants_focus = not self.boxes
        if self.boxes and self.isVisible():
            next(iter(self.boxes.values())).field.setFocus()
