"""A card of short findings: a mark on its tone, what it is about, and the figures behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.widgets.buttons import PlainButton
from panpun_desktop.widgets.cards import Card, rule
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.theme import Tone

OK, WARN = "✓", "!"


@dataclass(frozen=True)
class Finding:
    """One line: the mark, the words, a remark under them, and what its button opens."""

    mark: str
    tone: Tone
    text: str
    remark: str = ""
    act_text: str = ""
    act: Callable[[], object] | None = field(default=None, compare=False)


class FindingsCard(Card):
    """Shows findings; ``tall`` marks are signs as high as their line, others words at its first line."""

    def __init__(
        self, text: str, parent: QWidget | None = None, *, tall: bool = False, lined: bool = True
    ) -> None:
        super().__init__(text, parent)
        self._tall, self._lined = tall, lined
        self.findings: tuple[Finding, ...] = ()
        self.body.setSpacing(8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        self.body.addLayout(self._lines)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead of those before."""
        if tuple(findings) == self.findings and not any(one.act for one in findings):
            return
        self.findings = tuple(findings)
        while self._lines.count():
            item = self._lines.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, finding in enumerate(self.findings):
            if number and self._lined:
                self._lines.addWidget(rule())
            self._lines.addWidget(_Line(finding, tall=self._tall))


class _Line(QWidget):
    def __init__(self, finding: Finding, *, tall: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(8)
        chip = Chip(finding.mark, finding.tone)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ThaiLabel(finding.text, wrap=True))
        if finding.remark:
            words.addWidget(ThaiLabel(finding.remark, role="help", wrap=True))
        if tall:
            _stand_tall(chip)
            row.addWidget(chip)
        else:
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if finding.act is not None:
            button = PlainButton(finding.act_text, small=True, clicked=finding.act)
            button.setAccessibleName(f"{finding.act_text} {finding.text}")
            row.addWidget(button)
        self.setAccessibleName(f"{finding.mark} {finding.text} {finding.remark}".strip())


def _stand_tall(chip: Chip) -> None:
    """As high as the words beside it, as wide as one sign."""
    chip.setMinimumHeight(20)
    chip.setMaximumHeight(2000)
    chip.setFixedWidth(24)
    chip.setStyleSheet("padding: 0px;")
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
