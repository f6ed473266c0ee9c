"""The sex of somebody new in a list of trainees: as the title tells it, or asked for on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.words import title_warning
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonFacts

_WIDTH = 104


class NewcomerSex(QWidget):
    """``chosen`` carries the code; a title that tells the other sex is warned about beside it."""

    chosen = Signal(str)

    def __init__(self, centre: Centre, number: int, name: str, facts: PersonFacts) -> None:
        super().__init__()
        self._centre, self._facts = centre, facts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.warning = Chip("")
        row.addWidget(self.warning)
        codes = centre.active_codes.get("sex", ("M", "F", "U"))
        options = [(one, centre.label("sex", one)) for one in codes]
        self.box = ChoiceBox(options, unknown_code="U", placeholder=_("Sex"))
        self.box.setObjectName(f"trainee{number}Sex")
        self.box.setAccessibleName(_("Sex of {name}").format(name=name))
        self.box.setFixedWidth(_WIDTH)
        self.box.set_value(facts.sex or None)
        self.box.chosen.connect(self._take)
        row.addWidget(self.box)
        self._warn(facts.sex)

    def _take(self, code: str | None) -> None:
        self._warn(code or "")
        self.chosen.emit(code or "")

    def _warn(self, sex: str) -> None:
        self.warning.show_state(title_warning(self._centre.codes["sex"], self._facts.title, sex), Tone.WARN)
