"""The four verdicts with their counts; pressing one shows only its lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.imports.columns import TONES, verdict_names
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.theme import Tone


class VerdictTile(QPushButton):
    """A figure and the verdict it counts."""

    HEIGHT = 50

    def __init__(self, name: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("tile", True)
        self.setCheckable(True)
        self.setFixedHeight(self.HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(8)
        self._figure = ThaiLabel("0", role="title")
        chip = Chip(name, tone)
        for one in (self._figure, chip):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(one)
        row.addStretch(1)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many lines have the verdict."""
        self._figure.setText(f"{count:,}")
        self.setAccessibleName(f"{count:,} {self._name}")
        self.setToolTip(_("Show only these lines"))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.HEIGHT)


class VerdictTiles(QWidget):
    """``chosen`` carries the number of a verdict, or -1 for all."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.tiles = [VerdictTile(name, tone) for name, tone in zip(verdict_names(), TONES, strict=True)]
        for place, tile in enumerate(self.tiles):
            tile.setObjectName(f"verdict{place}Tile")
            tile.clicked.connect(lambda on=False, place=place: self._choose(place, on=on))
            row.addWidget(tile, 1)

    def show_counts(self, counts: list[int]) -> None:
        """Show the counts, the best verdict first."""
        for tile, count in zip(self.tiles, counts, strict=True):
            tile.show_count(count)

    def choose(self, verdict: int) -> None:
        """Show one verdict without telling anyone."""
        for place, tile in enumerate(self.tiles):
            tile.setChecked(place == verdict)

    def _choose(self, verdict: int, *, on: bool) -> None:
        self.choose(verdict if on else -1)
        self.chosen.emit(verdict if on else -1)
