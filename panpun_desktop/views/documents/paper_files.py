"""The files kept with a paper: attached, looked at, taken away; in both registers the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.file_list import FileList, read_whole
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.saving import save_file

if TYPE_CHECKING:
    from panpun_desktop.services.paper_files import PaperFileRow

KINDS = {
    "scan": N_("Scan of the signed paper"),
    "reply": N_("Scan of the answer"),
    "issued_text": N_("The text as sent (takes the drawn one's place)"),
    "attachment": N_("Attachment"),
    "sealed": N_("Sealed: case staff alone may open it"),
}
SHORT_KINDS = {
    "scan": N_("Signed"),
    "reply": N_("Answer"),
    "issued_text": N_("As sent"),
    "attachment": N_("Attachment"),
    "sealed": N_("Sealed"),
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ROW_HEIGHT = 30
_THE_PAPER = ("scan", "issued_text")
"""Files that are the issued paper itself."""


class AddPaperFileDialog(FormDialog):
    """What a file is; then it is kept with its paper."""

    name = "addPaperFile"
    WIDTH = 460

    def __init__(
        self,
        context: Context,
        paper: tuple[int | None, int | None],
        path: Path,
        content: bytes,
        parent: QWidget,
    ) -> None:
        self._paper, self._path, self._content = paper, path, content
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Keep a file with the paper")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._path.name, role="strong", wrap=True))
        size = f"{len(self._content) / 1024:,.0f} KB"
        column.addWidget(
            help_text(_("It is kept in the encrypted data of the centre. {size}").format(size=size))
        )

    def build(self) -> None:
        hidden = set() if self.context.may("person.read_sensitive") else {"sealed"}
        hidden |= {"issued_text"} if self._paper[0] is None else set()
        self.kind = ChoiceBox([(key, _(words)) for key, words in KINDS.items() if key not in hidden])
        self.kind.set_value("scan" if self._paper[0] is not None else "reply")
        self.add_field("kind", _("What it is"), self.kind)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.paper_files import AddPaperFile, add_paper_file

        document_id, incoming_id = self._paper
        kind = self.kind.value() or ""
        request = AddPaperFile(kind, self._path.name, self._content, document_id, incoming_id)
        return self.run(add_paper_file, request)


class PaperFilesCard(Card):
    """A short list with its acts; ``show_paper`` names the paper by one of its two ids."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Files kept with it"), parent, padding=10)
        self.context = context
        self.setObjectName(f"{name}Files")
        self._paper: tuple[int | None, int | None] = (None, None)
        self.list: FileList[PaperFileRow] = FileList(f"{name}FileList", _("Files kept with it"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self.look())
        self.list.currentItemChanged.connect(lambda _now, _before: self._enable())
        self.body.addWidget(self.list)
        self.body.addWidget(self._buttons(name))
        self.show_paper()

    def _buttons(self, name: str) -> QWidget:
        row = FlowRow(gap=8)
        self.add_button = QuietButton(_("Attach a file"), "plus", small=True, clicked=self.choose)
        self.add_button.setObjectName(f"{name}AddFileButton")
        self.look_button = QuietButton(_("Open it"), "eye", small=True, clicked=self.look)
        self.look_button.setObjectName(f"{name}LookFileButton")
        self.void_button = QuietButton(_("Take the file away"), "eye-off", small=True, clicked=self.void)
        self.void_button.setObjectName(f"{name}VoidFileButton")
        for one in (self.add_button, self.look_button, self.void_button):
            row.add(one)
        return row

    def show_paper(
        self, document_id: int | None = None, incoming_id: int | None = None, *, is_cancelled: bool = False
    ) -> None:
        """Show the files of another paper, or of none."""
        self._is_cancelled = is_cancelled
        self._paper = (document_id, incoming_id)
        if self._paper == (None, None):
            self._take(())
            return
        work, actor = self.context.work, self.context.actor

        def read() -> tuple[PaperFileRow, ...]:
            from panpun_desktop.services.paper_files import list_paper_files

            return list_paper_files(work, actor, document_id, incoming_id)

        self.context.operations.read(self, read, self._take, self._say, key="files")

    def _take(self, rows: tuple[PaperFileRow, ...]) -> None:
        self.list.show_rows(rows, lambda row: (_icon(row), file_words(row), _tip(row)))
        self.list.setFixedHeight(8 + _ROW_HEIGHT * min(3, max(1, len(rows))))
        self._enable()

    def _enable(self) -> None:
        row, may = self.current(), self.context.may("paper_file.edit")
        self.add_button.setEnabled(may and self._paper != (None, None))
        may_open = row is not None and row.may_open
        self.look_button.setEnabled(may_open and self.context.may("document.reprint"))
        self.void_button.setEnabled(may and may_open)

    def current(self) -> PaperFileRow | None:
        """The file chosen."""
        return self.list.chosen()

    def choose(self) -> None:
        """Ask for a file and keep it."""
        kinds = _("Papers and pictures (*.pdf *.jpg *.jpeg *.png *.docx)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Attach a file"), "", kinds)
        if chosen:
            self.keep(Path(chosen))

    def keep(self, path: Path) -> None:
        """Ask what a file is and keep it."""
        content = read_whole(path, self.context.say)
        if content is not None:
            AddPaperFileDialog(self.context, self._paper, path, content, self.window()).open()

    def look(self) -> None:
        """Show the file chosen; a Word text is saved, to be opened by its own program. Both are noted."""
        row = self.current()
        if row is None or not row.may_open:
            return
        how = "export" if row.media_type == _WORD else "view"
        self._fetch(row, how, self._save if row.media_type == _WORD else self._show)

    def _fetch(self, row: PaperFileRow, how: str, then: Callable[[PaperFileRow, bytes], None]) -> None:
        work, actor = self.context.work, self.context.actor

        def read() -> bytes:
            from panpun_desktop.services.paper_files import look_at_paper_file

            return look_at_paper_file(work, actor, row.id, how)

        self.context.operations.read(self, read, lambda content: then(row, content), self._say, key="file")

    def _show(self, row: PaperFileRow, content: bytes) -> None:
        from panpun_desktop.reports.reprints import crossed_out
        from panpun_desktop.services.pictures import as_pdf

        is_void = self._is_cancelled and row.kind in _THE_PAPER
        pdf = crossed_out(as_pdf(content)) if is_void else as_pdf(content)
        window = PaperWindow(self.context.operations, row.name, pdf, self.window())
        if is_void:
            window.warn(_("This paper is cancelled"))
        window.open()

    def _save(self, row: PaperFileRow, content: bytes) -> None:
        save_file(content, row.name, self)

    def void(self) -> None:
        """Take the file away from its paper; Ctrl+Z brings it back."""
        from panpun_desktop.services.paper_files import VoidPaperFile, void_paper_file

        row = self.current()
        if row is None:
            return
        work, actor = self.context.work, self.context.actor
        request = VoidPaperFile(row.id, row.version)
        self.context.operations.change(self, lambda: void_paper_file(work, actor, request), None, self._say)

    def _say(self, error: PanpunError) -> None:
        self.context.say(message_of(error))


def _icon(row: PaperFileRow) -> QIcon:
    return icon("lock" if row.kind == "sealed" else "file-text")


def file_words(row: PaperFileRow) -> str:
    """What it is, and its name where it may be known."""
    return " · ".join(one for one in (_(SHORT_KINDS.get(row.kind, row.kind)), row.name) if one)


def _tip(row: PaperFileRow) -> str:
    day = format_date(row.added_at.astimezone(BANGKOK).date(), "short")
    words = _("Kept on {day} by {name}").format(day=day, name=row.added_by)
    return "\n".join(one for one in (_(KINDS.get(row.kind, row.kind)), row.name, words) if one)
