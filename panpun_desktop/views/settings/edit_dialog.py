"""A dialog that adds or changes one record of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.theme import Tone

R = TypeVar("R")


class EditDialog(FormDialog, Generic[R]):
    """``row`` is the record as it was shown, or nothing for a new one.

    When someone else changed the record meanwhile, what they saved is told, what was typed stays, and
    saving again takes it.
    """

    WIDTH = 460

    def __init__(self, context: Context, row: R | None, parent: QWidget) -> None:
        self.row = row
        super().__init__(context, parent.window())

    # what a dialog says ----------------------------------------------------------------------------

    def found_again(self) -> R | None:
        """The record as it stands now; runs in a worker."""
        return None

    def told(self, row: R) -> Mapping[str, str]:
        """The values of a record in words, by field."""
        return {}

    def draft_key(self) -> str:
        return f"{self.name}:{self.row_id or 'new'}"

    @property
    def seen(self) -> int | None:
        """The version of the record that was shown."""
        return getattr(self.row, "version", None)

    @property
    def row_id(self) -> int | None:
        """The id of the record, or nothing for a new one."""
        return getattr(self.row, "id", None)

    # saving ----------------------------------------------------------------------------------------

    def refuse(self, error: PanpunError) -> None:
        if isinstance(error, EditConflict):
            self.save_button.setEnabled(True)
            self.context.operations.read(self, self.found_again, self._tell_other, self._say, key="again")
        else:
            super().refuse(error)

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)
        self.fit()

    def _tell_other(self, row: R | None) -> None:
        if row is None:
            self.banner.say(_("This record is not there any more. Open the list anew."), Tone.BAD)
            self.fit()
            return
        before = self.told(self.row) if self.row is not None else {}
        changed = [
            f"{name}: {text or '–'}" for name, text in self.told(row).items() if before.get(name) != text
        ]
        self.row = row
        words = _("Someone else has saved meanwhile: {values}. Save again to keep what stands here.")
        self.banner.say(words.format(values=" · ".join(changed) or "–"), Tone.WARN)
        self.fit()
