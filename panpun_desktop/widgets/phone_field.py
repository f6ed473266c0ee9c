"""A telephone number, or several; words belong into a note. What was kept before stays as it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.phone import is_phone
from panpun_desktop.widgets.line_field import LineField


class PhoneField(LineField):
    """Says beside itself what a number looks like; empty is as good as any."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(text, parent, placeholder=placeholder)
        self._known = text
        self.editingFinished.connect(lambda: self.problem_found.emit(self.problem()))

    def setText(self, text: str | None) -> None:
        """Show what is kept: it is not judged, however it was written down then."""
        self._known = text or ""
        super().setText(text)

    def take_back(self, kept: Any) -> None:
        """What a draft kept was typed, and is judged like it."""
        known = self._known
        super().take_back(kept)
        self._known = known

    def problem(self) -> str:
        """The sentence that is wrong with what was typed, or nothing."""
        if self.text() == self._known or is_phone(self.text()):
            return ""
        return _(
            "Enter digits, for example 081-234-5678 or 02-123-4567 ext 12; a comma between numbers. "
            "Words go into the note."
        )
