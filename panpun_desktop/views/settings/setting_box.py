"""The editor of one setting as its kind asks for: unit, help, the default and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common import thai_date
from panpun_desktop.common.email import is_email
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.phone import is_phone
from panpun_desktop.rules.seed import code_lists, setting_defaults
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, LongField, NumberEdit, ThaiDateEdit
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import IconButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import SettingRow

PROVINCE = "centre.province"
_LOOKS_LIKE: dict[str, tuple[Callable[[str], bool], str]] = {
    "centre.phone": (
        is_phone,
        N_("This does not look like a telephone number, for example 02-123-4567; letters print it as it is."),
    ),
    "centre.email": (
        is_email,
        N_("This does not look like an e-mail address, for example name@example.org; letters print it."),
    ),
}
"""What letters print: judged beside the field, never refused."""


class RatioEdit(NumberEdit):
    """A share in percent, with decimals only where there are some."""

    def __init__(self) -> None:
        super().__init__(least=0, most=100, places=2)

    def set_number(self, number: int | Decimal | None) -> None:
        text = "" if number is None else f"{number:,.2f}"
        self.setText(text.rstrip("0").rstrip(".") if "." in text else text)


class SettingBox(QWidget):
    """One setting. ``edited`` follows the person; ``row`` is what is stored."""

    edited = Signal()

    def __init__(self, row: SettingRow, today: Callable[[], date]) -> None:
        super().__init__()
        self.row = row
        self.field = _editor(row, today)
        self.field.setObjectName(row.key.replace(".", "_") + "Setting")
        self._reset = IconButton("arrow-back-up", _("Back to the default"), clicked=self.reset)
        self._reset.setAccessibleName(_("{setting}: back to the default").format(setting=row.label))
        unit = (muted(row.unit),) if row.unit else ()
        self.box = FieldBox(row.label, self.field, hint=self._hint(), beside=(*unit, self._reset))
        if isinstance(self.field, NumberEdit):
            self.field.setMaximumWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_value(row.value)
        self._listen()

    @property
    def _has_default(self) -> bool:
        """What each centre must say for itself (its name, its address) has none worth going back to."""
        return self.row.group != "centre" and self.row.default != ""

    def _hint(self) -> str:
        if not self._has_default:
            return self.row.help
        default = _("Default: {value}").format(value=in_words(self.row, self.row.default))
        return f"{default} · {self.row.help}" if self.row.help else default

    def _offer_reset(self) -> None:
        self._reset.setVisible(self._has_default and self.value() != self.row.default)

    def _listen(self) -> None:
        if isinstance(self.field, QCheckBox):
            self.field.toggled.connect(lambda _on: self._changed())
        else:
            self.field.edited.connect(self._changed)  # type: ignore[attr-defined]
        if isinstance(self.field, ThaiDateEdit):
            self.field.settled.connect(self._changed)
        if self.row.key in _LOOKS_LIKE and isinstance(self.field, LineField):
            self.field.editingFinished.connect(self._judge)

    def _judge(self) -> None:
        """Say of what letters print that it looks wrong; it is saved all the same."""
        if self.row.key not in _LOOKS_LIKE or not isinstance(self.field, LineField):
            return
        looks_right, words = _LOOKS_LIKE[self.row.key]
        is_right = looks_right(self.field.text())
        self.box.set_hint(self._hint() if is_right else _(words))
        self.field.show_chip("" if is_right else _("Check this"), Tone.WARN)

    def _changed(self) -> None:
        self.box.clear_problem()
        self._offer_reset()
        self.edited.emit()

    def reset(self) -> None:
        """Put the delivered default in; it is saved like anything typed."""
        self.show_value(self.row.default)
        self._changed()
        self.field.setFocus()

    def value(self) -> Any:
        """What stands in the field, in the setting's kind; None when it is empty or cannot be read."""
        field = self.field
        if isinstance(field, QCheckBox):
            return field.isChecked()
        if isinstance(field, RatioEdit):
            amount = field.amount()
            return None if amount is None else f"{amount.normalize():f}"
        if isinstance(field, NumberEdit):
            return field.number()
        if isinstance(field, ChoiceBox):
            return field.value()
        if isinstance(field, ThaiDateEdit):
            day = field.value()
            return day.isoformat() if day is not None else ""
        assert isinstance(field, LineField | LongField)
        return field.text().strip()

    def show_value(self, value: Any) -> None:
        """Show a value without telling anyone."""
        field = self.field
        self.blockSignals(True)
        if isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, NumberEdit):
            field.set_number(Decimal(str(value)))
        elif isinstance(field, ChoiceBox):
            field.set_value(str(value))
        elif isinstance(field, ThaiDateEdit):
            field.set_value(date.fromisoformat(value) if value else None)
        elif isinstance(field, LineField | LongField):
            field.setText(str(value))
        self.blockSignals(False)
        self._offer_reset()
        self._judge()

    def is_edited(self) -> bool:
        """Say whether something else stands here than what is stored."""
        return bool(self.value() != self.row.value)

    def problem(self) -> str:
        """What is wrong with what stands here, or nothing."""
        find = getattr(self.field, "problem", None)
        text = str(find()) if find is not None else ""
        return text or (_("Please fill this in.") if self.value() is None else "")

    def take(self, row: SettingRow) -> None:
        """The stored value was read anew; what the person is typing stays."""
        was_edited, self.row = self.is_edited(), row
        if not was_edited:
            self.show_value(row.value)
        self._offer_reset()


def _editor(row: SettingRow, today: Callable[[], date]) -> QWidget:
    if row.key == PROVINCE:
        return ChoiceBox([(code.code, code.label) for code in code_lists()["province"].codes])
    made: dict[str, Callable[[], QWidget]] = {
        "yes_no": lambda: QCheckBox(_("Yes")),
        "number": lambda: NumberEdit(least=setting_defaults()[row.key].min),
        "ratio": RatioEdit,
        "choice": lambda: ChoiceBox(row.choices),
        "date": lambda: ThaiDateEdit(today),
        "long_text": lambda: LongField(lines=3),
    }
    return made.get(row.kind, LineField)()


def in_words(row: SettingRow, value: Any) -> str:
    """A value as a person reads it, with its unit."""
    if row.kind == "yes_no":
        return _("Yes") if value else _("No")
    if row.kind == "choice":
        return dict(row.choices).get(str(value), str(value))
    if row.kind == "date":
        return thai_date.format_date(date.fromisoformat(value)) if value else ""
    return f"{value} {row.unit}".strip() if value != "" else ""
