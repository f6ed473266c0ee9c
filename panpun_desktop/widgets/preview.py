"""The paper itself on the screen: pages in a column, drawn when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets.buttons import IconButton, PlainButton
from panpun_desktop.widgets.cards import EmptyState
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.pdf_pages import PageSize, page_image, page_sizes
from panpun_desktop.widgets.theme import Colour

_GAP, _MARGIN = 12, 16
_LEAST, _MOST, _STEP = 0.4, 4.0, 1.2
_NEAR = 200
"""Pages are drawn before they come into view: pixels above and below."""
_LIT = 46
"""How strongly a place that can be clicked lights up, of 255."""
Spot = tuple[int, QRectF]
"""A page and a rectangle on it in points from its top left."""


class _Paper(QWidget):
    """One page: white until its picture is there."""

    shows_papers = True

    pressed = Signal(QPointF)

    def __init__(self, number: int, size: PageSize) -> None:
        super().__init__()
        self.number, self.points = number, size
        self.image: QImage | None = None
        self.drawn_at = 0.0
        self._spots: tuple[QRectF, ...] = ()
        self._lit: QRectF | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(_("Page {number}").format(number=number + 1))

    def forget(self) -> None:
        """Be white again: a picture takes megabytes, and a paper may have hundreds of pages."""
        self.image, self.drawn_at = None, 0.0

    def set_scale(self, scale: float) -> None:
        self.setFixedSize(QSize(round(self.points.width * scale), round(self.points.height * scale)))

    def set_spots(self, spots: Sequence[QRectF]) -> None:
        """The places that answer a click, in points."""
        self._spots = tuple(spots)
        self._light(None)

    def _light(self, spot: QRectF | None) -> None:
        if spot != self._lit:
            self._lit = spot
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
            self.update()

    def _point(self, at: QPointF) -> QPointF:
        scale = self.points.width / max(1, self.width())
        return QPointF(at.x() * scale, at.y() * scale)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._point(event.position())
        self._light(next((spot for spot in self._spots if spot.contains(at)), None))

    def leaveEvent(self, event: QEvent) -> None:
        self._light(None)
        super().leaveEvent(event)

    def _paint_lit(self, painter: QPainter, spot: QRectF) -> None:
        scale = self.width() / self.points.width
        colour = QColor(Colour.CLAY.q)
        colour.setAlpha(_LIT)
        left, top = spot.left() * scale, spot.top() * scale
        painter.fillRect(QRectF(left, top, spot.width() * scale, spot.height() * scale), colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self.image)
        if self._lit is not None:
            self._paint_lit(painter, self._lit)
        painter.setPen(Colour.FIELD_LINE.q)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self._point(event.position()))


class PdfPreview(QFrame):
    """Shows a PDF. ``clicked(page, x, y)`` gives a place on a page in points from its top left.

    The width of the window decides the scale until the person zooms (buttons, Ctrl+wheel, + and −).
    """

    clicked = Signal(int, float, float)
    shown = Signal(int)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdfPreview")
        self._operations = operations
        self.pdf = b""
        self._papers: list[_Paper] = []
        self._spots: tuple[Spot, ...] = ()
        self._scale, self._fits = 1.0, True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._draw_visible)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.view = QScrollArea()
        self.view.setObjectName("pdfScroll")
        self.view.setWidgetResizable(True)
        self.view.setAccessibleName(_("The paper"))
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._moved())
        self.view.viewport().installEventFilter(self)
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self.empty = EmptyState("file-text", _("No paper is shown"))
        self._column.addWidget(self.empty)
        self.view.setWidget(self._sheet)
        column.addWidget(self.view, 1)
        column.addLayout(self._bar())

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 2, 8, 2)
        self.page_label = ThaiLabel("", role="muted")
        self.zoom_label = ThaiLabel("", role="muted")
        row.addWidget(IconButton("chevron-up", _("Previous page"), clicked=lambda: self.turn(-1)))
        row.addWidget(IconButton("chevron-down", _("Next page"), clicked=lambda: self.turn(1)))
        row.addWidget(self.page_label)
        row.addStretch(1)
        row.addWidget(IconButton("zoom-out", _("Smaller"), clicked=lambda: self.zoom(1 / _STEP)))
        row.addWidget(self.zoom_label)
        row.addWidget(IconButton("zoom-in", _("Larger"), clicked=lambda: self.zoom(_STEP)))
        row.addWidget(PlainButton(_("Fit the width"), small=True, clicked=self.fit_width))
        return row

    # what is shown --------------------------------------------------------------------------------

    def show_made(self, make: Callable[[], bytes], *, stay: bool = False) -> None:
        """Have a paper made in a worker and show it; a newer wish overtakes an older one.

        ``stay``: it is the same paper with other values, so the place in it is kept.
        """

        def take(made: tuple[bytes, tuple[PageSize, ...]]) -> None:
            self._take(made, stay=stay)

        self._operations.read(self, lambda: _measured(make()), take, self._refuse, key="paper")

    def show_pdf(self, pdf: bytes, *, stay: bool = False) -> None:
        """Show a finished paper."""
        self.show_made(lambda: pdf, stay=stay)

    def clear(self, text: str = "") -> None:
        """Show no paper, and say why; a paper still being made is not waited for."""
        self._operations.read(self, lambda: None, lambda _nothing: None, key="paper")
        self._take((b"", ()))
        self.empty.show_text(text or _("No paper is shown"))

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """The places that answer a click: the pointer becomes a hand over them."""
        self._spots = tuple(spots)
        for paper in self._papers:
            paper.set_spots([spot for page, spot in self._spots if page == paper.number])

    def page_count(self) -> int:
        """How many pages the paper has."""
        return len(self._papers)

    def _refuse(self, error: PanpunError) -> None:
        self.clear(message_of(error))

    def _take(self, made: tuple[bytes, tuple[PageSize, ...]], *, stay: bool = False) -> None:
        self.pdf, sizes = made
        before, place = self._papers, self.view.verticalScrollBar().value()
        for paper in self._papers:
            self._column.removeWidget(paper)
            paper.hide()  # at once: it goes for good only when the event loop comes round
            paper.deleteLater()
        self._papers = [_Paper(number, size) for number, size in enumerate(sizes)]
        for paper in self._papers:
            self._column.addWidget(paper, 0, Qt.AlignmentFlag.AlignHCenter)
            paper.pressed.connect(self._told_by(paper))
        if stay:
            for paper, old in zip(self._papers, before, strict=False):
                paper.image = old.image  # until its own is drawn: no white flash at each key
        self.set_spots(self._spots)
        self.empty.setVisible(not self._papers)
        self.view.verticalScrollBar().setValue(0)
        self._rescale()
        if stay:
            self.view.verticalScrollBar().setValue(place)
        self.shown.emit(len(self._papers))

    def _told_by(self, paper: _Paper) -> Callable[[QPointF], None]:
        return lambda at: self.clicked.emit(paper.number, at.x(), at.y())

    # scale and place ------------------------------------------------------------------------------

    def zoom(self, factor: float) -> None:
        """Show larger or smaller; the width no longer decides."""
        self._fits = False
        self._scale = min(_MOST, max(_LEAST, self._scale * factor))
        self._rescale()

    def fit_width(self) -> None:
        """Let the width decide again."""
        self._fits = True
        self._rescale()

    def turn(self, by: int) -> None:
        """Go some pages on or back."""
        if self._papers:
            target = min(len(self._papers) - 1, max(0, self.current_page() + by))
            self.view.verticalScrollBar().setValue(self._papers[target].y() - _GAP // 2)

    def current_page(self) -> int:
        """The page at the top of the view, from 0."""
        top = self.view.verticalScrollBar().value() + self.view.viewport().height() // 3
        passed = [paper.number for paper in self._papers if paper.y() <= top]
        return passed[-1] if passed else 0

    def _rescale(self) -> None:
        if self._fits and self._papers:
            widest = max(paper.points.width for paper in self._papers)
            bar = self.view.verticalScrollBar().sizeHint().width()  # there or not: else it comes and goes
            room = self.view.contentsRect().width() - bar - 2 * _MARGIN - 2
            self._scale = min(_MOST, max(0.2, room / widest))
        for paper in self._papers:
            paper.set_scale(self._scale)
        self._column.activate()  # the pages' places are asked for before the next event
        self._moved()

    def _moved(self) -> None:
        self._say_place()
        self._soon.start()

    def _say_place(self) -> None:
        count = len(self._papers)
        words = _("Page {page} of {count}").format(page=self.current_page() + 1, count=count)
        self.page_label.setText(words if count else "")
        self.zoom_label.setText(f"{self._scale / (96 / 72):.0%}" if count else "")

    def _draw_visible(self) -> None:
        self._say_place()
        sharp = self._scale * self.devicePixelRatioF()
        height = self.view.viewport().height()
        for paper in self._papers:
            away = self._away(paper)
            if away <= _NEAR and paper.drawn_at != sharp:
                self._draw(paper, sharp)
            elif away > _NEAR + height:
                paper.forget()

    def _away(self, paper: _Paper) -> int:
        """How many pixels a page lies above or below what is seen."""
        top = self.view.verticalScrollBar().value()
        bottom = top + self.view.viewport().height()
        return max(0, top - paper.geometry().bottom(), paper.y() - bottom)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for paper in self._papers:
            paper.forget()

    def _draw(self, paper: _Paper, sharp: float) -> None:
        paper.drawn_at = sharp
        pdf, number = self.pdf, paper.number

        def take(image: QImage) -> None:
            if paper.drawn_at == sharp:  # else it was forgotten or is drawn anew
                paper.image = image
                paper.update()

        self._operations.read(paper, lambda: page_image(pdf, number, sharp), take, key="picture")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._fits:
            self._rescale()
        held = isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and isinstance(event, QWheelEvent):
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return True
        return False


def _measured(pdf: bytes) -> tuple[bytes, tuple[PageSize, ...]]:
    return pdf, page_sizes(pdf)
