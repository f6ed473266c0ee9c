"""The first tab of a person: the facts that staff ask for most, then the story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts import may_act
from panpun_desktop.views.acts.correct_arrival import correct_arrival_of
from panpun_desktop.views.acts.correct_leaving import correct_leaving_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.timeline import Timeline
from panpun_desktop.widgets.labels import ThaiLabel, heading, muted

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonFacts, PersonPanel

Fact = tuple[str, str]
_LONG = 34
"""From how many letters on a fact needs the whole width of the panel."""


class Overview(QScrollArea):
    """Scrolls by itself; the head of the panel stays."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._centre = context, context.centre
        self._person_id: int | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Overview"))
        inner = QWidget()
        inner.setObjectName("cardBody")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 10, 6, 0)
        column.setSpacing(8)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 6)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        self.timeline = Timeline(may_correct=may_act(context, "correct_leaving"))
        self.timeline.correct.connect(self._correct_leaving)
        self.timeline.correct_arrival.connect(self._correct_arrival)
        column.addWidget(self._facts)
        column.addWidget(heading(_("Events in order")))
        column.addWidget(self.timeline)
        column.addStretch(1)
        self.setWidget(inner)

    def show_person(self, panel: PersonPanel) -> None:
        """Show the facts and the story of a person."""
        self._person_id = panel.row.id
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._fill(facts_shown(panel, self._centre))
        self.timeline.show_rows(panel.timeline)
        self.verticalScrollBar().setValue(0)

    def _correct_leaving(self, stay_id: int) -> None:
        if self._person_id is not None:
            correct_leaving_of(self._context, self._person_id, stay_id, self)

    def _correct_arrival(self, stay_id: int) -> None:
        if self._person_id is not None:
            correct_arrival_of(self._context, self._person_id, stay_id, self)

    def _fill(self, facts: list[Fact]) -> None:
        """Two facts a line; a long one has a line of its own, or nobody could read it."""
        line, place = 0, 0
        for name, value in facts:
            is_long = len(name) + len(value) > _LONG
            if is_long and place:
                line, place = line + 1, 0
            width = 2 if is_long else 1
            self._grid.addWidget(_pair(name, value), line, place, 1, width, Qt.AlignmentFlag.AlignTop)
            place += width
            if place > 1:
                line, place = line + 1, 0


def _pair(name: str, value: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(muted(name), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(ThaiLabel(value, role="small", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    return box


def facts_shown(panel: PersonPanel, centre: Centre) -> list[Fact]:
    """The facts of a person in the order of the panel: four that are always asked for, others when known."""
    facts = panel.facts
    unknown = _("Not stated")
    always = [
        (_("Home"), home_words(facts, centre)),
        (_("Civil status"), centre.label("civil_status", facts.civil_status)),
        (_("Family"), panel.family),
        (_("Telephone"), phone_words(panel)),
    ]
    shown = [(name, value or unknown) for name, value in always]
    return shown + [(name, value) for name, value in _more(facts, panel, centre) if value]


def _more(facts: PersonFacts, panel: PersonPanel, centre: Centre) -> Iterator[Fact]:
    yield _("Card held"), centre.label("card_held", facts.card_held)
    yield _("In an emergency"), facts.emergency_contact
    yield _("Medicine"), facts.medication
    yield _("Food"), centre.label("diet", facts.diet)
    yield _("Caution"), facts.caution
    yield _("Note"), facts.note
    given = [one.label for one in panel.consents if one.state == "given"]
    yield _("Consents"), ", ".join(dict.fromkeys(given))


def home_words(facts: PersonFacts, centre: Centre) -> str:
    """Address and province as one line."""
    province = centre.label("province", facts.home_province)
    marked = _("Province {name}").format(name=province) if province and facts.home_address else province
    return " ".join(part for part in (facts.home_address, marked) if part)


def phone_words(panel: PersonPanel) -> str:
    """Every number of a person, the first one first, with whose it is and whether it must not be called."""
    facts = panel.facts
    first = [(facts.phone, "", facts.phone_unsafe)] if facts.phone else []
    further = [(one.number, one.whose, one.is_unsafe) for one in panel.further_phones]
    return " · ".join(_one_phone(*one) for one in (*first, *further))


def _one_phone(number: str, whose: str, is_unsafe: bool) -> str:
    words = " ".join(part for part in (whose, number) if part)
    return _("{phone} (not safe to call)").format(phone=words) if is_unsafe else words
