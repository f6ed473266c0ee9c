"""Card 2: the kinds of service, each with the rule that would hold for these people (R-TRI, R-CRS, R-TRA)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.cohort_box import CohortBox
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.theme import Colour, service_colour

if TYPE_CHECKING:
    from panpun_desktop.services.admissions import ServiceChoice
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.course_rows import CohortChoice

TRANSIT = "TRANSIT"
_HEIGHT, _LEFT = 44, 38


class RuleRadio(QRadioButton):
    """One kind of service as a card: its name, its rule, its colour at the edge; digits choose among all."""

    numbered = Signal(int)

    def __init__(self, code: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code, self.label, self.rule = code, label, ""
        self.setObjectName(f"service{code.title().replace('_', '')}Radio")
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rule(self, rule: str) -> None:
        """Show the rule as it holds for these people on this day."""
        self.rule = rule
        self.setAccessibleDescription(rule)
        self.setToolTip(f"{self.label}\n{rule}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, _HEIGHT)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.setChecked(True)
            self.focusNextChild()
        elif latin_digits(event.text()).isdecimal():
            self.numbered.emit(int(latin_digits(event.text())))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        painter.setPen(QPen(Colour.CLAY.q if on or self.hasFocus() else Colour.LINE.q, 1))
        painter.setBrush(Colour.CLAY_LIGHT.q if on else Colour.CARD.q)
        painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(service_colour(self.code).q)
        painter.drawRoundedRect(QRectF(box.left() + 3, box.top() + 7, 3, box.height() - 14), 1.5, 1.5)
        self._paint_mark(painter, on=on)
        self._paint_words(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter, *, on: bool) -> None:
        middle = QPointF(22, 15)
        painter.setPen(QPen(Colour.CLAY.q if on else Colour.MUTED.q, 1))
        painter.setBrush(Colour.CLAY.q if on else Colour.CARD.q)
        painter.drawEllipse(middle, 7.5, 7.5)
        if on:
            painter.setBrush(Colour.CARD.q)
            painter.drawEllipse(middle, 2.5, 2.5)

    def _paint_words(self, painter: QPainter) -> None:
        room = self.width() - _LEFT - 8
        for text, top, size, weight, ink in (
            (self.label, 1, theme.TABLE_PX, 500, Colour.INK),
            (self.rule, 21, theme.HELP_PX, 400, Colour.MUTED),
        ):
            font = theme.font(size, weight)
            painter.setFont(font)
            painter.setPen(ink.q)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(_LEFT, top, room + 2, 22), Qt.AlignmentFlag.AlignVCenter, shown)


class ServiceCard(Card):
    """``changed`` follows every choice; ``asks_more`` carries fields that a choice has brought up."""

    changed = Signal()
    asks_more = Signal(QWidget)

    def __init__(self, centre: Centre, parent: QWidget | None = None) -> None:
        super().__init__(_("2 · Type of service"), parent, padding=7)
        self.setObjectName("serviceCard")
        self.body.setSpacing(5)
        self._group = QButtonGroup(self)
        self._wanted_cohort: int | None = None
        self.radios: dict[str, RuleRadio] = {}
        for code in centre.active_codes["service_type"]:
            radio = RuleRadio(code, centre.label("service_type", code))
            self.radios[code] = radio
            self._group.addButton(radio)
            radio.numbered.connect(self._choose_numbered)
            self.body.addWidget(radio)
        self._add_transit_fields(centre)
        self._add_cohort()
        self.body.addStretch(1)
        self._group.buttonToggled.connect(self._toggled)
        self.choose(next(iter(self.radios)))

    def _add_transit_fields(self, centre: Centre) -> None:
        client_of = ChoiceBox(centre.codes["transit_client_of"])
        client_of.setObjectName("clientOfField")
        awaiting = ChoiceBox(centre.codes["transit_awaiting"])
        awaiting.setObjectName("awaitingField")
        self.client_of, self.awaiting = client_of, awaiting
        self.client_of_box = FieldBox(_("Whose client"), client_of)
        self.awaiting_box = FieldBox(_("Waiting for"), awaiting)
        self._transit = QWidget()
        row = QHBoxLayout(self._transit)
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(self.client_of_box)
        row.addWidget(self.awaiting_box)
        self.body.addWidget(self._transit)
        for one in (client_of, awaiting):
            one.edited.connect(self.changed)

    def _add_cohort(self) -> None:
        """The cohort of a course, where there is one to choose; it may stay unknown."""
        self._cohorts: tuple[CohortChoice, ...] = ()
        self.cohort = CohortBox(_("Cohort not known yet"))
        self.cohort.setObjectName("cohortField")
        self.cohort_box = FieldBox(_("Cohort"), self.cohort)
        self.body.addWidget(self.cohort_box)
        self.cohort_box.hide()
        self.cohort.edited.connect(self._say_cohort)
        self.cohort.edited.connect(self.changed)

    def offer_cohorts(self, cohorts: Sequence[CohortChoice]) -> None:
        """The cohorts that take people, of every kind of course."""
        self._cohorts = tuple(cohorts)
        self._follow()

    def choose_cohort(self, cohort_id: int | None) -> None:
        """Choose a cohort of the service chosen, once it is offered."""
        self._wanted_cohort = cohort_id
        self._follow()

    def cohort_id(self) -> int | None:
        """The cohort chosen; nothing where the service is no course."""
        chosen = self.cohort_chosen()
        return None if chosen is None else chosen.id

    def cohort_chosen(self) -> CohortChoice | None:
        """The cohort chosen with its days; nothing where the service is no course."""
        return None if self.cohort_box.isHidden() else self.cohort.cohort()

    def show_below_cohort(self, warning: QWidget) -> None:
        """Put what is to be said of the cohort below it."""
        self.body.insertWidget(self.body.indexOf(self.cohort_box) + 1, warning)

    def _say_cohort(self) -> None:
        self._wanted_cohort = None
        self.cohort_box.set_hint(self.cohort.facts())

    def _follow(self) -> None:
        """Show what the service chosen asks for besides."""
        chosen = self.chosen()
        self._transit.setVisible(chosen == TRANSIT)
        fitting = [one for one in self._cohorts if one.service_type == chosen]
        self.cohort.offer(fitting)
        if self._wanted_cohort in {one.id for one in fitting}:
            self.cohort.set_value(str(self._wanted_cohort))
        self.cohort_box.setVisible(bool(fitting))
        self.cohort_box.set_hint(self.cohort.facts())

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._follow()
            self.changed.emit()
            more = self._transit if self.chosen() == TRANSIT else self.cohort_box
            if not more.isHidden():
                self.asks_more.emit(more)

    def chosen(self) -> str:
        """The code of the chosen service."""
        return next((code for code, radio in self.radios.items() if radio.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose a service."""
        if code in self.radios:
            self.radios[code].setChecked(True)
        self._follow()

    def _choose_numbered(self, number: int) -> None:
        codes = list(self.radios)
        if 0 < number <= len(codes):
            self.choose(codes[number - 1])
            self.focus_first()

    def show_rules(self, choices: Sequence[ServiceChoice]) -> None:
        """Show the rules as they hold for these people."""
        for choice in choices:
            radio = self.radios.get(choice.service_type)
            if radio is not None:
                radio.show_rule(choice.rule_text)

    def focus_first(self) -> None:
        """Go to the chosen service."""
        self.radios[self.chosen()].setFocus(Qt.FocusReason.TabFocusReason)

    def clear(self) -> None:
        """As at the start."""
        self.choose(next(iter(self.radios)))
        self.client_of.set_value(None)
        self.awaiting.set_value(None)
        self.cohort.set_value("")
        self.choose_cohort(None)
