"""What someone else changed while a form was open: shown beside it, what was typed stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.residents.person_fields import differing
from panpun_desktop.views.residents.person_layout import field_labels
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonFacts


class ConflictCard(Card):
    """Each changed field with both values; one the person typed too offers the other's value."""

    taken = Signal(str)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Changed by someone else meanwhile"), parent)
        self.body.addWidget(help_text(_("What you typed is kept. Look at the changes, then save again.")))
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._lines)
        self.hide()

    def show_changes(
        self,
        before: PersonFacts,
        now: PersonFacts,
        typed_names: Sequence[str],
        words_of: Callable[[str, PersonFacts], str],
    ) -> None:
        """Show what changed between two readings; ``typed_names`` are the fields typed into here."""
        while self._column.count():
            item = self._column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        labels = field_labels()
        for name in differing(before, now):
            words = f"{labels[name]}: {words_of(name, before) or '–'} → {words_of(name, now) or '–'}"
            self._column.addWidget(self._line(name, words, offer=name in typed_names))
        self.show()
        self.shown.emit()

    def _line(self, name: str, words: str, *, offer: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ThaiLabel(words, wrap=True), 1)
        if offer:
            button = QuietButton(_("Use this value"), small=True, clicked=lambda: self.taken.emit(name))
            button.setAccessibleName(f"{button.text()}: {words}")
            row.addWidget(button)
        return line

    def texts(self) -> list[str]:
        """The changes shown."""
        return [one.plain_text() for one in self._lines.findChildren(ThaiLabel) if not one.isHidden()]
