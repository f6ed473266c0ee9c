"""The yellow strip below a member who may be in the register already (R-PER-1): a suggestion only."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.services.people_rows import Duplicate
from panpun_desktop.views.admission.hits_popup import last_stay
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Tone


class DuplicateStrip(QFrame):
    """``compare_asked`` carries the person to compare with, ``dismissed`` the id of one who is another."""

    compare_asked = Signal(object)
    dismissed = Signal(int)
    turning = Signal()
    """About to come or to go: what lies below moves."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicateStrip")
        self._today = today
        self._found: tuple[Duplicate, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(IconLabel("alert-triangle", Tone.WARN.ink, 16))
        self._text = ThaiLabel("", wrap=True)
        row.addWidget(self._text, 1)
        self.compare = QuietButton(_("Compare and use the record"), small=True, clicked=self._compare)
        self.other = QuietButton(_("A different person"), small=True, clicked=self._dismiss)
        self.compare.enter_presses = self.other.enter_presses = False  # Enter walks through the form
        row.addWidget(self.compare)
        row.addWidget(self.other)
        self.hide()

    def set_number(self, number: int) -> None:
        """Give the buttons names of their own in the page."""
        self.compare.setObjectName(f"compareButton{number}")
        self.other.setObjectName(f"otherPersonButton{number}")

    def keep_place(self, *, kept: bool) -> None:
        """Keep the room of the strip while it is hidden: what lies below does not move when it comes."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.setSizePolicy(policy)

    def found(self) -> Duplicate | None:
        """The person warned of."""
        return self._found[0] if self._found else None

    def text(self) -> str:
        """The warning shown, or nothing."""
        return self._text.plain_text() if self._found else ""

    def show_found(self, found: tuple[Duplicate, ...]) -> None:
        """Warn of the likeliest; nobody takes the strip away."""
        self._found = found
        if self.isHidden() == bool(found):
            self.turning.emit()
        self.setVisible(bool(found))
        if found:
            self._text.setText(_warning(found[0], self._today()))

    def clear(self) -> None:
        """Take the strip away."""
        self.show_found(())

    def _compare(self) -> None:
        if self._found:
            self.compare_asked.emit(self._found[0])

    def very_likely(self, decided: Collection[int]) -> Duplicate | None:
        """Who is very likely the same, of those nothing was decided about."""
        return next((one for one in self._found if one.strong and one.hit.id not in decided), None)

    def dismiss(self, person_id: int) -> None:
        """A different person: not warned of any more."""
        self.show_found(tuple(one for one in self._found if one.hit.id != person_id))
        self.dismissed.emit(person_id)

    def _dismiss(self) -> None:
        if self._found:
            self.dismiss(self._found[0].hit.id)


def _warning(found: Duplicate, today: date) -> str:
    """Who, how likely, what agrees and what differs; the score itself means nothing at the desk."""
    who = " ".join(part for part in (found.hit.name, last_stay(found.hit, today)) if part)
    says = _("Very likely registered: {who}") if found.strong else _("A similar person is registered: {who}")
    parts = [says.format(who=who)]
    if found.reasons:
        parts.append(_("agrees: {facts}").format(facts=", ".join(found.reasons)))
    if found.against:
        parts.append(_("differs: {facts}").format(facts=", ".join(found.against)))
    return " · ".join(parts)
