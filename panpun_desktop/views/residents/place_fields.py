"""The place picker: province, district, sub-district and postcode that complete each other.

Typing any of them offers places; choosing one fills the rest. What no list knows is kept, with a mark.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.address import place_labels
from panpun_desktop.rules.places import (
    Known,
    Suggestion,
    completed,
    district_name,
    problem,
    province_name,
    suggestions,
)
from panpun_desktop.widgets.fields import FieldBox, LineField
from panpun_desktop.widgets.theme import Tone

PARTS = ("subdistrict", "district", "province", "postcode")


class PlaceField(LineField):
    """One part of a place; ``taken`` carries the whole place chosen from the list."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.part = part
        self._offered: list[Suggestion] = []
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
        self.setCompleter(completer)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("suggestions")
            popup.setMinimumWidth(340)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.take_highlighted()
            self.left.emit()

    def offer(self, found: tuple[Suggestion, ...]) -> None:
        """Show places to choose from."""
        self._offered = list(found)
        self._model.clear()
        for one in found:
            self._model.appendRow(QStandardItem(one.words))
        completer = self.completer()
        if found and self.hasFocus() and completer is not None:
            completer.complete()

    def offered(self) -> list[str]:
        """The places offered, in words."""
        return [one.words for one in self._offered]

    def take_highlighted(self) -> None:
        """Take the place whose whole line stands here.

        The arrow keys write the line of the list into the field, and Enter or Tab moves on before
        the completer tells that it was chosen.
        """
        text = self.text().strip()
        chosen = next((one for one in self._offered if one.words == text), None)
        if chosen is not None:
            self.taken.emit(chosen.known)

    def _take_index(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not index.isValid():
            return
        chosen = self._offered[index.row()]
        # the completer writes the whole line into the field after this
        QTimer.singleShot(0, self, lambda: self.taken.emit(chosen.known))


class PlaceFields(QWidget):
    """The four fields; ``edited`` follows every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {part: PlaceField(part) for part in PARTS}
        labels = {
            "subdistrict": _("Sub-district"),
            "district": _("District"),
            "province": _("Province"),
            "postcode": _("Postcode"),
        }
        self.boxes = {part: FieldBox(labels[part], field) for part, field in self.fields.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for at, part in enumerate(PARTS):
            self.fields[part].setObjectName(f"{part}PlaceField")
            grid.addWidget(self.boxes[part], at // 2, at % 2)
            self._listen(part)

    def _listen(self, part: str) -> None:
        field = self.fields[part]
        field.edited.connect(lambda: self._typed(part))
        field.taken.connect(self._take)
        field.left.connect(lambda: self._left(part))

    def take_highlighted(self) -> None:
        """Take a place whose line still stands whole in its field (saved without leaving it)."""
        for field in self.fields.values():
            field.take_highlighted()

    def known(self) -> Known:
        """What stands in the fields; names in full (กทม. is กรุงเทพมหานคร)."""
        typed = {part: field.text().strip() for part, field in self.fields.items()}
        province = province_name(typed["province"])
        return Known(
            province, district_name(typed["district"], province), typed["subdistrict"], typed["postcode"]
        )

    def show_known(self, known: Known) -> None:
        """Show a place without telling anyone."""
        for part, field in self.fields.items():
            field.setText(getattr(known, part))
        self._mark()

    def _typed(self, part: str) -> None:
        field = self.fields[part]
        field.offer(suggestions(field.text(), part, self.known()))
        self._mark(quiet=True)
        self.edited.emit()

    def _take(self, known: Known) -> None:
        now = self.known()
        self.show_known(Known(*(getattr(known, part) or getattr(now, part) for part in _ORDER)))
        self.edited.emit()

    def _left(self, part: str) -> None:
        """Fill what only one place can be; the fields that hold something stay as they are."""
        self.show_known(completed(self.known()))
        self.fields[part].offer(())

    def _mark(self, *, quiet: bool = False) -> None:
        known = self.known()
        wrong = "" if quiet else problem(known)
        for part, field in self.fields.items():
            field.show_chip(_("not in the list") if part == wrong else "", Tone.WARN)
        sub, district = place_labels(known.province)
        self.boxes["subdistrict"].label.setText(sub if known.province else _("Sub-district"))
        self.boxes["district"].label.setText(district if known.province else _("District"))

    def problem_part(self) -> str:
        """The part that no known place has, or nothing."""
        return problem(self.known())

    def focus_first(self) -> None:
        """Where typing starts."""
        self.fields["subdistrict"].setFocus(Qt.FocusReason.OtherFocusReason)


_ORDER = ("province", "district", "subdistrict", "postcode")
