"""The sections of a person's page that show facts: the person, home and contact, family, stays, consents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.national_id import format_id
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.consent_words import agreed_parts
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.person_fields import fact_words
from panpun_desktop.views.residents.person_layout import (
    CARE,
    FAMILY,
    WHO,
    Rows,
    field_labels,
    several_labels,
)
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, muted
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import ConsentRow, PersonPanel


class PageSection(QScrollArea):
    """One section; scrolls by itself. ``asked`` carries the key of an act of the page."""

    asked = Signal(str)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.panel: PersonPanel | None = None
        self._writing: list[QWidget] = []
        self.setObjectName(f"{name}Section")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QWidget()
        inner.setObjectName("cardBody")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.setWidget(inner)
        self.build()
        self.column.addStretch(1)

    def build(self) -> None:
        """Add the cards."""

    def show_person(self, panel: PersonPanel) -> None:
        """Show another person."""
        self.panel = panel
        for button in self._writing:
            button.setVisible(self.is_written)

    @property
    def is_written(self) -> bool:
        """Say whether anything more is recorded of the person shown: not of a nameless one (R-PD-5)."""
        return self.panel is not None and self.panel.anonymised_on is None

    def writes(self, button: QWidget, act: str) -> None:
        """A button that records something: hidden for who may not, and where nothing is recorded."""
        if self.context.may(act):
            self._writing.append(button)
        else:
            button.hide()

    def read(self, read: Callable[[], Any], take: Callable[[Any], None], key: str) -> None:
        """Ask the services for more, away from the window."""
        self.context.operations.read(self, read, take, self._refuse, key=key)

    def _refuse(self, error: PanpunError) -> None:
        self.context.say(message_of(error))


def emptied(layout: Any) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()


class FactTile(QWidget):
    """A fact as the page shows it: its words above, its value in a frame; unknown is a normal value."""

    def __init__(self, label: str, value: str, tone: Tone | None = None, chip: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(ThaiLabel(label, role="field"))
        frame = QFrame()
        frame.setObjectName("factFrame")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 4, 8, 4)
        self.value = ThaiLabel(value or _("Not stated"), wrap=True, role="" if value else "muted")
        row.addWidget(self.value, 1)
        if chip:
            row.addWidget(Chip(chip, tone or Tone.NEUTRAL))
        column.addWidget(frame)
        self.setAccessibleName(f"{label} {value}")


class FactsSection(PageSection):
    """ข้อมูลบุคคล: every fact, framed as in the form."""

    def build(self) -> None:
        self.cards: list[tuple[QGridLayout, Rows]] = []
        groups = ((_("Who"), WHO), (_("Family and schooling"), FAMILY), (_("Care"), CARE))
        for number, (words, rows) in enumerate(groups):
            card = Card(words)
            grid = QGridLayout()
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(8)
            for place in range(12):
                grid.setColumnStretch(place, 1)
            card.body.addLayout(grid)
            if number == 0:
                self.edit = QuietButton(
                    _("Edit"), "edit", small=True, clicked=lambda: self.asked.emit("edit")
                )
                self.edit.setObjectName("editFactsButton")
                card.head.addWidget(self.edit)
            self.cards.append((grid, rows))
            self.column.addWidget(card)
        self.groups = Card(_("Groups"))
        self.chips = FlowRow(gap=6)
        self.groups.body.addWidget(self.chips)
        self.column.addWidget(self.groups)

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.edit.setVisible(panel.may_edit)
        for grid, rows in self.cards:
            emptied(grid)
            for line, row in enumerate(rows):
                at = 0
                for name, width in row:
                    tile = _tile(name, panel, self.context)
                    grid.addWidget(tile, line, at, 1, width, Qt.AlignmentFlag.AlignTop)
                    at += width
        self._show_groups(panel)

    def _show_groups(self, panel: PersonPanel) -> None:
        self.chips.clear()
        centre = self.context.centre
        for name in several_labels():
            for code in panel.codes.get(name, ()):
                self.chips.add(
                    Chip(centre.label(name, code), Tone.INFO if name == "disability" else Tone.VIOLET)
                )
        if not any(panel.codes.values()):
            self.chips.add(muted(_("Not stated")))


def _tile(name: str, panel: PersonPanel, context: Context) -> FactTile:
    label, facts = field_labels()[name], panel.facts
    if name == "birth":
        chips = {"YEAR": _("year only"), "MONTH": _("month only"), "EST_AGE": _("estimated")}
        return FactTile(label, panel.birth_text, chip=chips.get(facts.birth_precision, ""))
    if name == "national_id":
        number = format_id(facts.national_id) if facts.national_id else panel.national_id_masked
        return FactTile(label, number, Tone.WARN, "" if number else _("no papers"))
    if name == "title":
        return FactTile(label, facts.title or "–")
    return FactTile(label, fact_words(name, getattr(facts, name), context.centre))


class Lines(QWidget):
    """Rows of words with buttons behind them, or what would be there."""

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, lines: Iterable[QWidget]) -> None:
        """Show these rows."""
        emptied(self._column)
        found = list(lines)
        for one in found or [muted(self._empty)]:
            self._column.addWidget(one)

    def texts(self) -> list[str]:
        """What is read, label by label."""
        return [one.plain_text() for one in self.findChildren(ThaiLabel) if one.isVisibleTo(self)]


class Line(QWidget):
    """A muted name, the words, chips, and what can be done with it."""

    def __init__(
        self,
        name: str,
        words: str,
        chips: Sequence[tuple[str, Tone]] = (),
        acts: Sequence[tuple[str, str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        label = muted(name, wrap=True)
        label.setFixedWidth(150)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ThaiLabel(words or _("Not stated"), wrap=True, role="" if words else "muted"), 1)
        for text, tone in chips:
            if text:
                row.addWidget(Chip(text, tone))
        for icon, tip, act in acts:
            button = IconButton(icon, f"{tip}: {name} {words}".strip(), clicked=act)
            button.setToolTip(tip)
            row.addWidget(button)


class ConsentsSection(PageSection):
    """ความยินยอม: what stands for each purpose; a new answer never ends a stay (R-PD-2)."""

    def build(self) -> None:
        card = Card(_("Consents"))
        card.set_side(_("May be withdrawn at any time; the stay does not depend on it"))
        self.lines = Lines(_("Nothing recorded"))
        card.body.addWidget(self.lines)
        self.column.addWidget(card)

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.lines.show_lines(self._line(row) for row in panel.consents)

    def _line(self, row: ConsentRow) -> Line:
        words = {
            "given": (_("Agreed"), Tone.OK),
            "refused": (_("Did not agree"), Tone.NEUTRAL),
            "withdrawn": (_("Withdrawn"), Tone.WARN),
            "not_asked": (_("Not asked"), Tone.NEUTRAL),
        }
        day = format_date(row.given_on, "short") if row.given_on else ""
        said = " · ".join(one for one in (day, *agreed_parts(row), row.how, row.witness) if one)
        asks = self.context.may("consent.record") and self.is_written
        acts: list[tuple[str, str, Callable[[], object]]] = []
        if asks and row.purpose in self.context.centre.active_codes["consent_purpose"]:
            acts = [("edit", _("Record an answer"), partial(self._ask, row))]
        return Line(row.label, said or "–", [words[row.state]], acts)

    def _ask(self, row: ConsentRow) -> None:
        from panpun_desktop.views.acts.consent import ConsentAsked, ConsentDialog

        if self.panel is not None:
            who = self.panel.row
            asked = ConsentAsked(who.id, who.name, row.purpose, row.recipient, row.disclosed_for, row.told)
            ConsentDialog(self.context, asked, self.window()).open()
