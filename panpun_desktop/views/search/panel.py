"""The search over everything (Ctrl+K): type, choose with the arrows, Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Screen
from panpun_desktop.views.search.classes import class_command, class_found, classes
from panpun_desktop.views.search.found import (
    Command,
    Found,
    as_found,
    fixed,
    people,
    person_commands,
    whole_register,
)
from panpun_desktop.views.search.lines import FoundRole, Lines, height_of
from panpun_desktop.views.search.papers import paper_found, papers
from panpun_desktop.views.search.places import places
from panpun_desktop.widgets.cards import rule
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from panpun_desktop.services.class_finding import FoundClass
    from panpun_desktop.services.document_lines import DocumentRow
    from panpun_desktop.services.people import PersonHit

_WIDTH, _TOP, _HEAD, _FOOT, _MOST = 640, 84, 52, 38, 420
_DIM = QColor(38, 34, 30, 80)


class SearchPanel(QWidget):
    """Lies over the window and dims it; Esc or a click beside the card closes it.

    People are looked for in a worker after each key, a newer search overtakes an older one; pages and
    commands come at once. Tab lists what may be done for the person chosen, Tab again goes back.
    """

    closed = Signal()

    def __init__(
        self,
        context: Context,
        screens: Sequence[Screen],
        over: QWidget,
        offered: Sequence[Command] = (),
    ) -> None:
        super().__init__(over)
        self.setObjectName("searchPanel")
        self._context, self._screens, self._offered = context, screens, offered
        self._back_to: QWidget | None = None
        self._behind = QPixmap()
        self._hits: tuple[PersonHit, ...] = ()
        self._papers: tuple[DocumentRow, ...] = ()
        self._classes: tuple[FoundClass, ...] = ()
        self._acting_on: PersonHit | None = None
        self._fixed_shown: list[str] = []
        self._places: list[Command] = []
        self.answered = ""
        """The text that the people shown were found for."""
        self.field = SearchBox(_("Name, nickname, ID number, register number, bed, cohort"), pause_ms=0)
        self.field.setObjectName("searchField")
        self.list = QListWidget()
        self.list.setItemDelegate(Lines(self.list))
        self.list.setAccessibleName(_("Findings"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.similar = ThaiLabel("", role="muted")
        self.count = ThaiLabel("", role="help")
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._show_typed())
        self.field.searched.connect(self._ask)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._open())
        self.hide()

    def show_screens(self, screens: Sequence[Screen]) -> None:
        """Find pages under these names from now on."""
        self._screens = screens

    def _lay_out(self) -> None:
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._card.setProperty("card", True)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(6, 8, 16, 8)
        head.addWidget(self.field, 1)
        head.addWidget(self.similar)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        foot.setSpacing(5)
        keys = (
            ("↑↓", _("choose")),
            ("Enter", _("open")),
            ("Ctrl Enter", _("admit")),
            ("Tab", _("commands for this person")),
        )
        for key, words in keys:
            cap = QLabel(key)
            cap.setProperty("key", True)
            foot.addWidget(cap)
            foot.addWidget(ThaiLabel(words, role="help"))
            foot.addSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.count)
        return foot

    def start(self, text: str = "") -> None:
        """Open over the whole window, with a text to begin with."""
        self._back_to = self.window().focusWidget()
        self._places = [*places(self._context), class_command(self._context, self)]
        self._hits, self._papers, self._classes = (), (), ()
        self._acting_on, self.answered = None, ""
        if not self.isVisible():
            self._behind = self._seen_behind()
        self.fit()
        self._choose_ground()
        self.show()
        self.raise_()
        self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        self._show_typed()
        self._warm()

    def _warm(self) -> None:
        """Have the names of the register ready before the first key."""
        context = self._context
        if context.work is not None and context.may("person.search"):
            context.operations.read(self, lambda: people(context, ""), lambda _none: None, key="warm")

    def fit(self) -> None:
        """Cover the window; the card keeps to its middle."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDTH, self.width() - 40)
        lines = min(sum(height_of(one) for one in self._found()), _MOST)
        height = min(lines + _HEAD + _FOOT + 8, self.height() - _TOP - 10)
        self._card.setGeometry((self.width() - width) // 2, min(_TOP, self.height() // 8), width, height)

    def _seen_behind(self) -> QPixmap:
        """The dimmed window as a picture: its tables need not be painted again at every key."""
        parent = self.parentWidget()
        if parent is None:
            return QPixmap()
        seen = parent.grab()
        painter = QPainter(seen)
        painter.fillRect(parent.rect(), _DIM)
        painter.end()
        return seen

    def _choose_ground(self) -> None:
        """After the window changed its size the picture is of no use."""
        fits = self._behind.deviceIndependentSize().toSize() == self.size()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_ground()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._behind = QPixmap()

    def finish(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    # what is found --------------------------------------------------------------------------------

    def _show_typed(self) -> None:
        """A key was pressed: pages and commands at once, the people found before until the answer."""
        if not self.isVisible():
            return
        self._acting_on = None
        text = self.field.text()
        if not text.strip():
            self._hits, self._papers, self._classes = (), (), ()
        known = self._fixed(text)
        if self._hits and [one.title for one in known] == self._fixed_shown:
            return  # the people shown stand until the answer: drawing them twice a key would delay it
        self._show_all()

    def _ask(self, text: str) -> None:
        context = self._context
        may_ask = any(map(context.may, ("person.search", "document.read", "course.read")))
        if not self.isVisible() or not text.strip() or not may_ask:
            return
        context.operations.read(
            self,
            lambda: (people(context, text), papers(context, text), classes(context, text)),
            lambda found: self._take(text, *found),
            self._refuse,
            "search",
        )

    def _take(
        self,
        text: str,
        hits: Sequence[PersonHit],
        rows: Sequence[DocumentRow],
        found: Sequence[FoundClass],
    ) -> None:
        if text != self.field.text() or self._acting_on is not None:
            return
        self._hits, self._papers, self._classes = tuple(hits), tuple(rows), tuple(found)
        self.answered = text
        self._show_all()

    def _show_all(self) -> None:
        """Exact findings, then pages and commands; people who are only spelled alike come after those."""
        context, text = self._context, self.field.text()
        people_found = [as_found(context, hit) for hit in self._hits]
        if self._hits:
            people_found += person_commands(context, self._hits[0])[:1]
        known = self._fixed(text)
        self._fixed_shown = [one.title for one in known]
        more = [*self._papers_found(), *(class_found(context, one) for one in self._classes)]
        sure = [*known, *self._classes]
        if sure and text.strip() and all(one.matched == "similar" for one in self._hits):
            found = [*known, *more, *people_found]
        else:
            found = [*people_found, *more, *known]
        if text.strip() and context.may("person.search"):
            found.append(whole_register(context, text))
        self._show(found)

    def _papers_found(self) -> list[Found]:
        return [paper_found(self._context, row) for row in self._papers]

    def _fixed(self, text: str) -> list[Found]:
        """The pages and commands that match, which need no worker."""
        context = self._context
        return fixed(context, self._screens, (*self._offered, *self._places), text)

    def _refuse(self, error: PanpunError) -> None:
        self.count.setText(message_of(error))

    def _found(self) -> list[Found]:
        return [self.list.item(row).data(FoundRole) for row in range(self.list.count())]

    def _show(self, found: Sequence[Found]) -> None:
        self.list.clear()
        for one in found:
            item = QListWidgetItem()
            item.setData(FoundRole, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title} {one.detail} {one.kind}")
            self.list.addItem(item)
        similar = any(one.is_similar for one in found)
        self.similar.setText(_("Similar to what was typed") if similar else "")
        self.count.setText(_("{count} items").format(count=len(found)))
        self._go_to(0 if found else -1)
        self.fit()

    def _go_to(self, row: int) -> None:
        self.list.setCurrentRow(row)
        found = self._chosen()
        self.field.setAccessibleDescription(f"{found.title} {found.kind}" if found is not None else "")

    # keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:
        return isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        act = _KEYS.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act = _CONTROL_KEYS.get(event.key())
        if act is None:
            return False
        act(self)
        return True

    def _step(self, by: int) -> None:
        count = self.list.count()
        if count:
            self._go_to((self.list.currentRow() + by) % count)

    def _chosen(self) -> Found | None:
        item = self.list.currentItem()
        found: Found | None = item.data(FoundRole) if item is not None else None
        return found

    def _open(self) -> None:
        found = self._chosen()
        if found is not None:
            self.hide()
            QTimer.singleShot(0, found.open)

    def _admit(self) -> None:
        found = self._chosen()
        hit = found.hit if found is not None else None
        if hit is not None and not (hit.present or hit.is_anonymised):
            self.hide()
            self._context.navigate("admission", person_id=hit.id)

    def _turn_to_person(self) -> None:
        """What may be done for the person chosen; again: back to everything found."""
        found = self._chosen()
        if self._acting_on is not None:
            self._acting_on = None
            self._show_all()
        elif found is not None and found.hit is not None and not found.hit.is_anonymised:
            self._acting_on = found.hit
            self._show(person_commands(self._context, found.hit))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter.drawPixmap(0, 0, self._behind)
        else:
            painter.fillRect(self.rect(), _DIM)
        painter.end()


_KEYS: dict[int, Callable[[SearchPanel], None]] = {
    Qt.Key.Key_Down: lambda panel: panel._step(1),
    Qt.Key.Key_Up: lambda panel: panel._step(-1),
    Qt.Key.Key_Return: lambda panel: panel._open(),
    Qt.Key.Key_Enter: lambda panel: panel._open(),
    Qt.Key.Key_Tab: lambda panel: panel._turn_to_person(),
    Qt.Key.Key_Backtab: lambda panel: panel._turn_to_person(),
    Qt.Key.Key_Escape: lambda panel: panel.finish(),
}
_CONTROL_KEYS: dict[int, Callable[[SearchPanel], None]] = {
    Qt.Key.Key_Return: lambda panel: panel._admit(),
    Qt.Key.Key_Enter: lambda panel: panel._admit(),
}
