"""บันทึกความยินยอม: what a person said to one purpose; of a disclosure to whom, what for, what, until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.popups import let_clicks_through

if TYPE_CHECKING:
    from panpun_desktop.services.agencies import AgencyRow

DISCLOSE = "DISCLOSE"
_OF_A_YES = ("told", "until_on")
_OF_DISCLOSURE = ("recipient", "disclosed_for", *_OF_A_YES)


@dataclass(frozen=True)
class ConsentAsked:
    """Who is asked, and what stands in the fields at first."""

    person_id: int
    name: str
    purpose: str | None = None
    recipient: str = ""
    disclosed_for: str = ""
    told: str = ""


class ConsentDialog(FormDialog):
    """Recorded only when it is saved, with an answer that somebody chose; earlier ones stay (R-PD-2)."""

    name = "consent"
    WIDTH = 520

    def __init__(self, context: Context, asked: ConsentAsked, parent: QWidget | None = None) -> None:
        self.asked = asked
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Answer about consent")

    def draft_key(self) -> str:
        asked = self.asked
        return f"{self.name}:{asked.person_id}:{asked.purpose or 'new'}:{asked.recipient}".rstrip(":")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(self.asked.name))

    def build(self) -> None:
        asked, today = self.asked, lambda: self.context.today
        self.purpose = ChoiceBox(self._purposes())
        self.purpose.set_value(asked.purpose)
        self.purpose.chosen.connect(lambda _code: self._show_fitting())
        self.state = ChoiceBox(_answers())
        self.state.chosen.connect(lambda _code: self._show_fitting())
        self.day = ThaiDateEdit(today, required=True)
        self.day.set_value(self.context.today)
        self.recipient, self.disclosed_for = LineField(asked.recipient), LineField(asked.disclosed_for)
        self.told, self.until = LongField(lines=2), ThaiDateEdit(today)
        self.told.setPlainText(asked.told)
        self.how, self.witness = LineField(), LineField()
        self.add_field("purpose", _("Purpose"), self.purpose)
        row = self.pair_row()
        self.add_field("state", _("Answer"), self.state, to=row)
        self.add_field("given_on", _("Given on"), self.day, to=row)
        self._add_disclosure()
        row = self.pair_row()
        self.add_field("how", _("How (read alone, read aloud, interpreter)"), self.how, to=row)
        self.add_field("witness", _("By whom, witness"), self.witness, to=row)
        self._show_fitting()

    def _add_disclosure(self) -> None:
        hint = _("Left empty: agencies in general")
        self.add_field("recipient", _("May be told to"), self.recipient, hint=hint)
        self.add_field("disclosed_for", _("To get the service of"), self.disclosed_for)
        self.add_field("told", _("What may be told"), self.told)
        self.add_field("until_on", _("Holds until"), self.until, hint=_("Left empty: until it is withdrawn"))
        self._offer_agencies()

    def _show_fitting(self) -> None:
        """Only a disclosure has a recipient; any answer but yes has no last day and no facts."""
        is_disclosure, may_be_yes = self.purpose.value() == DISCLOSE, self.state.value() in (None, "given")
        for name in _OF_DISCLOSURE:
            self.boxes[name].setVisible(is_disclosure and (may_be_yes or name not in _OF_A_YES))
        if self.isVisible():
            self.fit()

    def _purposes(self) -> dict[str, str]:
        centre, name = self.context.centre, "consent_purpose"
        return {code: centre.label(name, code) for code in centre.active_codes[name]}

    def _offer_agencies(self) -> None:
        """Names of the directory are offered; another recipient may be typed."""
        work, actor = self.context.work, self.context.actor

        def read() -> Sequence[AgencyRow]:
            from panpun_desktop.services.agencies import list_agencies

            return list_agencies(work, actor)

        self.context.operations.read(self, read, self._take_agencies, lambda _error: None, key="agencies")

    def _take_agencies(self, rows: Sequence[AgencyRow]) -> None:
        completer = QCompleter(QStringListModel([row.name for row in rows], self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("suggestions")
        let_clicks_through(completer)
        self.recipient.setCompleter(completer)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.consents import RecordConsent, record_consent

        shown = {name for name in _OF_DISCLOSURE if self.boxes[name].isVisibleTo(self)}
        request = RecordConsent(
            self.asked.person_id,
            self.purpose.value() or "",
            self.day.value() or self.context.today,
            self.state.value() or "",
            self.how.text(),
            self.witness.text(),
            recipient=self.recipient.text() if "recipient" in shown else "",
            disclosed_for=self.disclosed_for.text() if "disclosed_for" in shown else "",
            told=self.told.text() if "told" in shown else "",
            until_on=self.until.value() if "until_on" in shown else None,
        )
        return self.run(record_consent, request)


def _answers() -> dict[str, str]:
    return {
        "given": _("Agreed"),
        "refused": _("Did not agree"),
        "withdrawn": _("Withdrawn"),
        "not_asked": _("Not asked"),
    }
