"""Who in the register may be the person being typed (R-PER-1): a suggestion in place, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone, set_property

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import Duplicate, PersonFacts, PersonHit

PAUSE_MS = 250
_SHOWN = 4


class LikelyPerson(QFrame):
    """One candidate with the reasons, and the two answers."""

    compare_asked = Signal(object)
    others_said = Signal(object)

    def __init__(self, context: Context, likely: Duplicate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hit = likely.hit
        set_property(self, "banner", "warn" if likely.strong else "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(ThaiLabel(hit.name, role="strong", wrap=True))
        column.addWidget(ThaiLabel(_hit_words(context, hit), role="help", wrap=True))
        reasons = FlowRow()
        reasons.add(Chip(_("Very likely the same") if likely.strong else _("Perhaps the same"), Tone.WARN))
        for reason in likely.reasons:
            reasons.add(Chip(reason, Tone.NEUTRAL))
        for reason in likely.against:
            reasons.add(Chip(_("But: {reason}").format(reason=reason), Tone.NEUTRAL))
        column.addWidget(reasons)
        answers = FlowRow()
        use = QuietButton(
            _("Compare and use the known record"), small=True, clicked=lambda: self.compare_asked.emit(hit)
        )
        other = QuietButton(_("Someone else"), small=True, clicked=lambda: self.others_said.emit(hit))
        use.enter_presses = other.enter_presses = False  # Enter walks through the form
        use.setAccessibleName(f"{use.text()}: {hit.name} {hit.regno}")
        other.setAccessibleName(f"{other.text()}: {hit.name} {hit.regno}")
        answers.add(use)
        answers.add(other)
        column.addWidget(answers)


def _hit_words(context: Context, hit: PersonHit) -> str:
    age = _("{age} years").format(age=hit.age) if hit.age is not None else ""
    parts = [hit.regno, hit.nickname, context.centre.label("sex", hit.sex), age]
    if hit.present:
        parts.append(_("Staying, bed {bed}").format(bed=hit.bed) if hit.bed else _("Staying"))
    elif hit.last_stay_on is not None:
        parts.append(_("Last stay {day}").format(day=format_date(hit.last_stay_on, "short")))
    return " · ".join(part for part in parts if part)


class DuplicateWatch(Card):
    """Asks while the person types and shows who was found; hidden while nobody is near."""

    compare_asked = Signal(object)
    shown = Signal()
    """Came or went."""

    def __init__(self, context: Context, person_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Perhaps already in the register"), parent)
        self._context, self._person_id = context, person_id
        self._facts: PersonFacts | None = None
        self.found: tuple[Duplicate, ...] = ()
        self.others: dict[int, None] = {}
        self._later: set[int] = set()
        self.body.addWidget(help_text(_("Only a suggestion: nothing is joined by itself.")))
        self._people = QWidget()
        self._column = QVBoxLayout(self._people)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._people)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self.hide()

    def look_for(self, facts: PersonFacts) -> None:
        """Look soon for people like these facts."""
        self._facts = facts
        self._soon.start()

    def _ask(self, then: Callable[[], object] = lambda: None) -> None:
        facts, person_id = self._facts, self._person_id
        work, actor = self._context.work, self._context.actor
        if facts is None or not self._context.may("person.search"):
            return

        def read() -> tuple[Duplicate, ...]:
            from panpun_desktop.services.people import possible_duplicates

            return possible_duplicates(work, actor, facts, person_id)

        def take(found: Sequence[Duplicate]) -> None:
            self._take(found)
            then()

        self._context.operations.read(self, read, take, lambda _error: then(), key="duplicates")

    def _take(self, found: Sequence[Duplicate]) -> None:
        self.found = tuple(one for one in found if one.hit.id not in self.others)
        while self._column.count():
            item = self._column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for likely in self.found[:_SHOWN]:
            person = LikelyPerson(self._context, likely)
            person.compare_asked.connect(self.compare_asked)
            person.others_said.connect(self.say_other)
            self._column.addWidget(person)
        self.set_count(str(len(self.found)), Tone.WARN)
        self.setVisible(bool(self.found))
        self.shown.emit()

    def undecided(self) -> Duplicate | None:
        """Who is very likely the same and was neither told apart nor left for later."""
        return next((one for one in self.found if one.strong and one.hit.id not in self._later), None)

    def decide_later(self, hit: PersonHit) -> None:
        """Not asked about again in this form."""
        self._later.add(hit.id)

    def settle(self, facts: PersonFacts, then: Callable[[], object]) -> None:
        """Look at once for people like these facts, and go on when that is known."""
        self._soon.stop()
        self._facts = facts
        if not self._context.may("person.search"):
            then()
            return
        self._ask(then)

    def say_other(self, hit: PersonHit) -> None:
        """Told apart: a different person."""
        self.others[hit.id] = None
        self._take(self.found)
