"""The words of the code lists; a code itself never changes, because records carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, LineField
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.code_lists import CodeRow

_FIXED = frozenset({"province"})
"""Lists whose words are facts: the name of a province is its code."""


class CodesSection(ListSection["CodeRow"]):
    """Choose a list, change the words of an entry, or stop offering it."""

    name = "codes"
    act = "setting.edit"

    def title(self) -> str:
        return _("Code lists")

    def columns(self) -> Sequence[Column[CodeRow]]:
        return (
            Column("label", _("Words"), lambda row: row.label, strong=True, width=320),
            Column("short", _("Short"), lambda row: row.short_label, width=180),
            Column("state", _("State"), _state, chip=_state_tone),
        )

    def add_above(self) -> None:
        lists = [(key, one.title) for key, one in code_lists().items() if key not in _FIXED]
        self.list = ChoiceBox(lists)
        self.list.setObjectName("codeListField")
        self.list.setMinimumWidth(260)
        self.list.setMaximumWidth(360)
        self.list.set_value(lists[0][0])
        self.list.chosen.connect(lambda _key: self.load())
        label = ThaiLabel(_("List"), role="field")
        label.setBuddy(self.list)
        self.list.setAccessibleName(label.plain_text())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.list)
        row.addStretch(1)
        self.body.addLayout(row)

    def hint(self) -> str:
        return _("Enter changes the words. What is not offered any more stays readable where it was used.")

    def touched_by(self, changes: Changes) -> bool:
        return "code" in changes.settings

    def load(self) -> None:
        from panpun_desktop.services.code_lists import list_codes

        chosen = self.list.value() or next(iter(code_lists()))
        self.read(lambda work, actor: list_codes(work, actor, chosen), self.show_rows)

    def edit(self, row: CodeRow) -> None:
        self.open_dialog(CodeDialog(self.context, row, self))

    def focus_first(self) -> None:
        self.list.setFocus()


class CodeDialog(EditDialog["CodeRow"]):
    """The words of one entry."""

    name = "code"

    def title(self) -> str:
        return _("Change the words")

    def build(self) -> None:
        assert self.row is not None
        self.label_field = LineField(self.row.label)
        self.short_field = LineField(self.row.short_label)
        self.add_field("label", _("Words"), self.label_field)
        self.add_field("short_label", _("Short words for narrow places"), self.short_field)
        self.active = QCheckBox(_("Offered in new records"))
        self.active.setObjectName("codeActive")
        self.active.setChecked(self.row.is_active)
        self.form.addWidget(self.active)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.code_lists import SaveCode, save_code

        assert self.row is not None
        request = SaveCode(
            self.row.id,
            self.row.version,
            self.label_field.text(),
            self.short_field.text(),
            self.active.isChecked(),
        )
        return self.run(save_code, request)

    def found_again(self) -> CodeRow | None:
        from panpun_desktop.services.code_lists import list_codes

        assert self.row is not None
        rows = list_codes(self.context.work, self.context.actor, self.row.list)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: CodeRow) -> Mapping[str, str]:
        return {_("Words"): row.label, _("Short"): row.short_label, _("State"): _state(row)}


def _state(row: CodeRow) -> str:
    return _("Offered") if row.is_active else _("Not offered")


def _state_tone(row: CodeRow) -> Tone:
    return Tone.OK if row.is_active else Tone.NEUTRAL
