"""What stands in the fields of a form, by name, and putting it back; passwords are never among it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from panpun_desktop.widgets.line_field import LineField


class ListField(QWidget):
    """A field of several lines that come and go; ``edited`` follows each of them."""

    edited = Signal()

    def kept(self) -> Any:
        """What a draft keeps of the field, as JSON can say it."""
        raise NotImplementedError

    def take_back(self, kept: Any) -> None:
        """Put back what ``kept`` gave, as if a person had given it."""
        raise NotImplementedError


Input = QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton | ListField


def inputs_of(root: QWidget) -> dict[str, Input]:
    """The fields under a widget by their names; one without a name is counted under its nearest named."""
    found: dict[str, Input] = {}
    for field in _inputs(root):
        name = plain = _name_of(field, root)
        number = 2
        while name in found:
            name, number = f"{plain}#{number}", number + 1
        found[name] = field
    return found


def value_of(field: Input) -> Any:
    """What a field holds: its text, its code, whether it is ticked, or what the field itself keeps."""
    if isinstance(field, LineField | ListField):
        return field.kept()
    if isinstance(field, QAbstractButton):
        return field.isChecked()
    if isinstance(field, QComboBox):
        code = field.currentData()
        return field.currentText() if code is None and field.isEditable() else str(code or "")
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def values_of(root: QWidget) -> dict[str, Any]:
    """What the fields under a widget hold, by their names."""
    return {name: value_of(field) for name, field in inputs_of(root).items()}


def put_back(root: QWidget, values: Mapping[str, Any]) -> None:
    """Put values into the fields of these names, as if a person had given them; others stay."""
    fields = inputs_of(root)
    for name, value in values.items():
        field = fields.get(name)
        if field is not None and value_of(field) != value:
            _put(field, value)
    for name in values:
        settle = getattr(fields.get(name), "settle", None)
        if settle is not None:
            settle()


def _put(field: Input, value: Any) -> None:
    if isinstance(field, LineField | ListField):
        field.take_back(value)
    elif isinstance(field, QAbstractButton):
        field.click()
    elif isinstance(field, QComboBox):
        _choose(field, str(value))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(value))
    else:
        field.setText(str(value))
        field.textEdited.emit(str(value))


def _choose(field: QComboBox, code: str) -> None:
    place = next((at for at in range(field.count()) if str(field.itemData(at) or "") == code), -1)
    if place >= 0 or not (code or field.isEditable()):
        field.setCurrentIndex(place)
        field.activated.emit(place)
    elif field.isEditable():
        field.setEditText(code)


def _inputs(root: QWidget) -> Iterator[Input]:
    for field in root.findChildren(QWidget):
        if isinstance(field, Input) and _holds_something(field):
            yield field


def _holds_something(field: Input) -> bool:
    if isinstance(field, QLineEdit):
        is_part = isinstance(field.parent(), QComboBox)
        return field.echoMode() == QLineEdit.EchoMode.Normal and not is_part
    return field.isCheckable() if isinstance(field, QAbstractButton) else True


def _name_of(field: QWidget, root: QWidget) -> str:
    if field.objectName():
        return field.objectName()
    above = field.parentWidget()
    while above is not None and above is not root and not above.objectName():
        above = above.parentWidget()
    place = above.objectName() if above is not None and above is not root else ""
    return f"{place}/{type(field).__name__}"
