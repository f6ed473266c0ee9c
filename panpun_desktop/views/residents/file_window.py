"""A file of a person in a window: a picture is shown as a page; printing and saving are noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.files import file_name
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.saving import save_file

if TYPE_CHECKING:
    from panpun_desktop.services.person_files import FileRow

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class FileWindow(PaperWindow):
    """Shows the file; what leaves the program goes into the access register first (R-PD-4)."""

    def __init__(
        self, context: Context, row: FileRow, content: bytes, pdf: bytes, parent: QWidget | None = None
    ) -> None:
        self._context, self._row, self._content = context, row, content
        super().__init__(context.operations, row.title or row.label, pdf, parent)

    def print_paper(self) -> None:
        self._note("print", super().print_paper)

    def save_pdf(self) -> None:
        self._note("export", self._save)

    def _save(self) -> None:
        ending = _ENDINGS.get(self._row.media_type, "bin")
        save_file(self._content, file_name(self._title, ending=ending), self)

    def _note(self, how: str, then: Callable[[], None]) -> None:
        """Note what is about to be done, then do it."""
        work, actor, file_id = self._context.work, self._context.actor, self._row.id

        def read() -> bytes:
            from panpun_desktop.services.person_files import look_at_file

            return look_at_file(work, actor, file_id, how)

        self._context.operations.read(
            self, read, lambda _content: then(), lambda error: self._context.say(message_of(error)), key=how
        )
