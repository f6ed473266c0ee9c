"""บันทึกการทำรายการ: who did what when to which record, and what it changed; printed and proved whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.views.chain_warning import chain_words
from panpun_desktop.views.settings.register import RegisterSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.parts import Card
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.act_history import ChangeLine
    from panpun_desktop.services.audit_trail import AuditFilter, AuditRow
    from panpun_desktop.services.chain import ChainState

_ANY = "any"


@dataclass(frozen=True)
class Entries:
    """The entries that a filter finds, read page by page."""

    keys: tuple[int, ...]
    work: Any
    by: Any
    person_id: int | None = None

    def page(self, offset: int, limit: int) -> Sequence[AuditRow]:
        """Rows from ``offset`` on; runs in a worker."""
        from panpun_desktop.services.audit_trail import audit_rows

        return audit_rows(self.work, self.by, self.keys[offset : offset + limit], self.person_id)


class AuditSection(RegisterSection["AuditRow"]):
    """Every act, newest first; below the list, what the chosen one changed."""

    name = "audit"
    paper = "audit_trail"

    def title(self) -> str:
        return _("Acts that were done")

    def columns(self) -> Sequence[Column[AuditRow]]:
        return (
            Column("id", _("No."), lambda row: f"{row.id:,}", width=64, right=True),
            Column("at", _("When"), lambda row: moment(row.at), width=150),
            Column("by", _("By whom"), lambda row: row.by, strong=True, width=140),
            Column("act", _("Act"), lambda row: row.words, width=170),
            Column("people", _("About"), lambda row: row.people or "–", width=180),
            Column("records", _("Records"), _records, width=150, tip=_records),
        )

    def add_filters(self, row: QHBoxLayout) -> None:
        self.user = ChoiceBox([(_ANY, _("everybody"))])
        self.act_box = ChoiceBox([(_ANY, _("everything"))])
        for box in (self.user, self.act_box):
            box.set_value(_ANY)
            box.currentIndexChanged.connect(lambda _index: self.load())
        self.add_filter(row, "User", _("By whom"), self.user)
        self.add_filter(row, "Act", _("Act"), self.act_box)

    def add_below(self) -> None:
        self.details = ThaiLabel("", wrap=True)
        self.details.setObjectName("auditDetails")
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setObjectName("auditDetailsScroll")
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.details)
        scroll.setAccessibleName(_("What the act changed"))
        scroll.setFixedHeight(104)
        card = Card(_("What the act changed"))
        card.body.addWidget(scroll)
        self.body.addWidget(card)
        self.table.current_changed.connect(self._show_current)

    def add_acts(self) -> None:
        self.check_button = self.add_button(_("Check that it is whole"), self.check)
        self.check_button.setObjectName("checkChainButton")

    def load(self) -> None:
        if not self._has_choices:
            self._has_choices = True
            self._read_choices()
        from panpun_desktop.services.audit_trail import audit_ids

        given = self.given()
        self.banner.say("")

        def query(work: Any, by: Any) -> tuple[int, ...]:
            return audit_ids(work, by, self._filter(given))

        self.read(query, self._show_ids)

    _has_choices = False

    def _read_choices(self) -> None:
        from panpun_desktop.services.audit_trail import acts_in_audit, users_in_audit

        self.read(users_in_audit, lambda found: self._offer(self.user, found), key="users")
        self.read(acts_in_audit, lambda found: self._offer(self.act_box, found), key="acts")

    def _offer(self, box: ChoiceBox, found: Sequence[tuple[Any, str]]) -> None:
        every = _("everybody") if box is self.user else _("everything")
        chosen = box.value()
        box.blockSignals(True)
        box.set_options([(_ANY, every), *((str(code), words) for code, words in found)])
        box.set_value(chosen or _ANY)
        box.blockSignals(False)

    def own_parameters(self) -> dict[str, Any]:
        user, act = self.user.value(), self.act_box.value()
        given: dict[str, Any] = {}
        if user not in (None, _ANY):
            given["user_id"] = int(str(user))
        if act not in (None, _ANY):
            given["act"] = act
        return given

    @staticmethod
    def _filter(given: dict[str, Any]) -> AuditFilter:
        from panpun_desktop.services.audit_trail import AuditFilter

        return AuditFilter(**given)

    def _show_ids(self, ids: tuple[int, ...]) -> None:
        entries = Entries(ids, self.context.work, self.context.actor, self.person.person_id)
        self.table.set_source(entries, self.context.operations)
        self.show_empty(is_empty=not ids)
        self.count.setText(_("{n} acts").format(n=f"{len(ids):,}"))
        if self.table.current_key() is None:
            self.table.select_first()
        if not ids:
            self.details.setText(_("No act was found"))

    def _show_current(self, row: AuditRow | None) -> None:
        self.details.setText("")
        if row is None:
            return
        from panpun_desktop.services.audit_trail import audit_changes

        id, remark = row.id, row.remark

        def show(lines: tuple[ChangeLine, ...]) -> None:
            text = [remark] if remark else []
            text += [_line(one) for one in lines]
            self.details.setText("\n".join(text) or _("No details to show."))

        self.read(lambda work, by: audit_changes(work, by, id), show, key="details")

    def edit(self, row: AuditRow) -> None:
        self._show_current(row)

    # the chain -----------------------------------------------------------------------------------

    def check(self) -> None:
        """Reckon the whole chain again and say what was found."""
        from panpun_desktop.services.chain import chain_state

        self.check_button.setEnabled(False)
        self.banner.say(_("Every entry is being reckoned again…"), Tone.INFO)

        def show(state: ChainState) -> None:
            self.check_button.setEnabled(True)
            self.banner.say(*chain_words(state))

        self.read(chain_state, show, key="chain")


def _records(row: AuditRow) -> str:
    if row.remark:
        return row.remark
    return f"{row.records} ({row.changes:,})" if row.changes > 1 else row.records


def _line(one: ChangeLine) -> str:
    changed = f"{one.before or '–'} → {one.after or '–'}" if one.before else one.after or "–"
    return f"{one.record} · {one.fact}: {changed}"
