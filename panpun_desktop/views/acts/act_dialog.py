"""The dialog all acts on a stay grow from: who it is about, and reading anew after a conflict."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.facts import StayFacts, read_facts
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.parts import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

__all__ = ["ActDialog", "Reasons"]


class ActDialog(FormDialog):
    """One act on one stay."""

    WIDTH = 500

    def __init__(self, context: Context, facts: StayFacts, parent: QWidget | None = None) -> None:
        self.facts = facts
        super().__init__(context, parent)

    def subjects(self) -> Mapping[str, str]:
        return {"0": self.facts.panel.row.name}

    def draft_key(self) -> str:
        return f"{self.name}:{self.facts.stay_id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.facts.panel.row.name, role="strong", wrap=True))
        self._where = help_text(self._words())
        column.addWidget(self._where)

    def _words(self) -> str:
        panel = self.facts.panel
        return " · ".join(one for one in (panel.row.bed, panel.service_label, panel.clock_text) if one)

    def refuse(self, error: PanpunError) -> None:
        super().refuse(error)
        if isinstance(error, EditConflict):
            self.banner.say(message_of(error), Tone.WARN, [(_("Read anew"), self._read_anew)])
            self.fit()

    def _read_anew(self) -> None:
        work, actor, person_id = self.context.work, self.context.actor, self.facts.person_id
        self.context.operations.read(
            self, lambda: read_facts(work, actor, person_id), self._take_facts, self.refuse, key="facts"
        )

    def _take_facts(self, facts: StayFacts) -> None:
        """What was typed stays; only what is known of the person is new."""
        self.facts = facts
        self._where.setText(self._words())
        self.banner.say("")
