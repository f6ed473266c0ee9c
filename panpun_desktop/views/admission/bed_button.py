"""The bed field: the proposed plan with its verdict; Alt+Down or Enter opens the other ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.services.bed_rows import BedPlan
from panpun_desktop.views.admission.bed_places import against
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.table_delegate import paint_chip
from panpun_desktop.widgets.theme import Colour, Tone

_VERDICTS = {
    "fits": (N_("Suits"), Tone.OK),
    "warn": (N_("Please consider"), Tone.WARN),
    "full": (N_("Extra mattress"), Tone.WARN),
    "by_hand": (N_("Chosen"), Tone.INFO),
    "none": (N_("Without a bed"), Tone.NEUTRAL),
}


class BedButton(QPushButton):
    """``plan_chosen`` carries a plan, ``beds_asked`` a choice for each, ``none_chosen`` no bed."""

    plan_chosen = Signal(object)
    beds_asked = Signal()
    none_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._plans: tuple[BedPlan, ...] = ()
        self.words, self.verdict = "", "none"
        self.clicked.connect(lambda _checked=False: self.open_menu())

    def verdict_text(self) -> str:
        """The word of the chip."""
        return _(_VERDICTS[self.verdict][0])

    def show_plan(self, words: str, verdict: str, reasons: Sequence[str] = ()) -> None:
        """Show what is planned: words, verdict (fits, warn, full, by_hand, none), reasons as the tip."""
        self.words, self.verdict = words, verdict
        spoken = ", ".join((words, self.verdict_text(), *reasons))
        self.setAccessibleDescription(spoken)
        self.setToolTip("\n".join((words, *reasons)))
        self.update()

    def offer(self, plans: tuple[BedPlan, ...]) -> None:
        """The plans that the menu offers."""
        self._plans = plans

    def menu_of_plans(self) -> QMenu:
        """The other ways: plans, each bed by hand, no bed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for plan in self._plans:
            text = f"{plan.title} · {_(_VERDICTS[plan.verdict][0])}"
            menu.addAction(" – ".join((text, *against(plan)[:1])), self._chooser(plan))
        if self._plans:
            menu.addSeparator()
        menu.addAction(_("Choose a bed for each…"), self.beds_asked.emit)
        menu.addAction(_("Leave the bed open"), self.none_chosen.emit)
        return menu

    def _chooser(self, plan: BedPlan) -> Callable[[], None]:
        return lambda: self.plan_chosen.emit(plan)

    def open_menu(self) -> None:
        """Open the menu below the field."""
        menu = self.menu_of_plans()
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        actions = menu.actions()
        if actions:
            menu.setActiveAction(actions[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if opens:
            self.open_menu()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(220, theme.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "bed", Colour.MUTED, QRectF(10, middle - 8, 16, 16))
        paint_icon(painter, "chevron-down", Colour.MUTED, QRectF(self.width() - 24, middle - 7, 14, 14))
        text, tone = self.verdict_text(), _VERDICTS[self.verdict][1]
        chip = QFontMetrics(theme.font(13)).horizontalAdvance(text) + 14.0
        room = self.width() - 33 - chip - 36
        painter.setFont(theme.font(theme.BASE_PX))
        painter.setPen(Colour.INK.q)
        shown = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(32, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        paint_chip(painter, QRectF(self.width() - chip - 30, 0, chip, self.height()), text, tone)
        painter.end()
