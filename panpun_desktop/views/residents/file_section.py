"""เอกสารและภาพ on a person's page: photos and scans kept, looked at, taken out of sight; papers issued."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QListView, QWidget

from panpun_desktop.common.errors import NeedsConfirmation, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.residents.contact_dialogs import PartDialog
from panpun_desktop.views.residents.file_window import FileWindow
from panpun_desktop.views.residents.person_sections import PageSection
from panpun_desktop.views.residents.tabs import PapersTab
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card, EmptyState
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.file_list import FileList, read_whole
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.person_files import FileRow
    from panpun_desktop.widgets.operations import Changes

_PICTURE = QSize(110, 110)


class AddFileDialog(PartDialog):
    """Keep one file; a photo without recorded consent asks first."""

    name = "addFile"

    def __init__(
        self, parent: PageSection, person_id: int, name: str, content: bytes, kind: str | None = None
    ) -> None:
        self.file_name, self.content, self._kind = name, content, kind
        self.without_consent = False
        super().__init__(parent.context, person_id, None, parent.window())

    def title(self) -> str:
        return _("Keep a file")

    def build(self) -> None:
        may = self.context.may("person.read_sensitive")
        hidden = frozenset() if may else _sensitive_kinds()
        kinds = {code: words for code, words in self.codes("file_kind").items() if code not in hidden}
        self.kind, self.text = ChoiceBox(kinds), LineField()
        self.kind.set_value(self._kind)
        self.day = ThaiDateEdit(lambda: self.context.today)
        self.add_field("kind", _("Kind"), self.kind, hint=self.file_name)
        self.add_field("title", _("Title"), self.text)
        self.add_field("dated_on", _("Date of the paper"), self.day)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.person_files import AddFile, add_file

        request = AddFile(
            self.person_id,
            self.kind.value() or "",
            self.file_name,
            self.content,
            self.text.text(),
            self.day.value(),
            self.without_consent,
        )
        return self.run(add_file, request)

    def refuse(self, error: PanpunError) -> None:
        if not isinstance(error, NeedsConfirmation):
            super().refuse(error)
            return
        self.save_button.setEnabled(True)
        keep = (_("Keep it all the same"), self._keep_all_the_same)
        self.banner.say(" ".join(one.message for one in error.concerns), Tone.WARN, [keep])
        self.banner.findChildren(QuietButton)[-1].setObjectName("keepAllTheSameButton")
        self.fit()

    def _keep_all_the_same(self) -> None:
        self.without_consent = True
        self.save()


class VoidFileDialog(PartDialog):
    """Why a file goes out of sight; it is kept."""

    name = "voidFile"

    def title(self) -> str:
        return _("Take the file out of sight")

    def save_text(self) -> str:
        return _("Take out of sight")

    def build(self) -> None:
        self.reason = LineField()
        self.add_field(
            "reason",
            _("Reason"),
            self.reason,
            hint=_("The file stays in the database and can be explained later."),
        )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.person_files import VoidFile, void_file

        return self.run(void_file, VoidFile(self.row.id, self.row.version, self.reason.text()))


class FilesSection(PageSection):
    """Pictures with their words; Enter looks at one, Ctrl+V keeps what the clipboard holds."""

    def build(self) -> None:
        card = Card(_("Photos and scanned papers"))
        card.body.addWidget(self._buttons())
        self.list: FileList[FileRow] = FileList("fileList", _("Photos and scanned papers"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(_PICTURE)
        self.list.setGridSize(QSize(170, 176))
        self.list.setMinimumHeight(190)
        self.list.itemActivated.connect(lambda _item: self.look())
        self.list.currentItemChanged.connect(lambda _now, _before: self._enable())
        self.empty = EmptyState(
            "file-text", _("No file yet"), _("Keep a photo or a scanned paper: PDF, JPEG or PNG.")
        )
        card.body.addWidget(self.list)
        card.body.addWidget(self.empty)
        self.column.addWidget(card)
        issued = Card(_("Papers issued"))
        self.papers = PapersTab(self.context)
        self.papers.setMinimumHeight(200)
        issued.body.addWidget(self.papers)
        self.column.addWidget(issued)

    def _buttons(self) -> QWidget:
        row = FlowRow(gap=8)
        made = {
            "addFileButton": QuietButton(_("Keep a file"), "plus", small=True, clicked=self.choose),
            "pastePhotoButton": QuietButton(
                _("Paste a photo"), "user", "Ctrl V", small=True, clicked=self.paste
            ),
            "lookAtFileButton": QuietButton(_("Look at it"), "eye", small=True, clicked=self.look),
            "voidFileButton": QuietButton(_("Take out of sight"), "eye-off", small=True, clicked=self.void),
        }
        self.buttons = made
        for name, button in made.items():
            button.setObjectName(name)
            row.add(button)
        return row

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.papers.ask(panel.row.id)
        if not self.context.may("person.read_file"):
            self._take(())
            self.empty.show_text(_("Your role may not see these files"))
            return
        work, actor, person_id = self.context.work, self.context.actor, panel.row.id

        def read() -> tuple[FileRow, ...]:
            from panpun_desktop.services.person_files import list_files

            return list_files(work, actor, person_id)

        self.read(read, self._take, "files")

    def _take(self, rows: tuple[FileRow, ...]) -> None:
        self.list.show_rows(rows, lambda row: (_icon(row), _words(row), _tip(row)))
        self.empty.setVisible(not rows)
        self._enable()

    def _enable(self) -> None:
        row = self.current()
        may = self.context.may("person.file") and self.is_written
        self.buttons["addFileButton"].setEnabled(may)
        self.buttons["pastePhotoButton"].setEnabled(may)
        self.buttons["lookAtFileButton"].setEnabled(row is not None)
        self.buttons["voidFileButton"].setEnabled(may and row is not None and not row.voided)

    def current(self) -> FileRow | None:
        """The file chosen."""
        return self.list.chosen()

    def choose(self) -> None:
        """Ask for a file and keep it."""
        kinds = _("Photos and papers (*.pdf *.jpg *.jpeg *.png)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Keep a file"), "", kinds)
        if chosen:
            self.keep(Path(chosen))

    def keep(self, path: Path) -> None:
        """Ask what a file is and keep it."""
        content = read_whole(path, self.context.say)
        if content is not None:
            self._open_dialog(path.name, content)

    def paste(self) -> None:
        """Keep the picture that the clipboard holds as a photo."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.context.say(_("The clipboard holds no picture."))
            return
        self._open_dialog(_("Pasted picture"), png_of(image), "PHOTO")

    def _open_dialog(self, name: str, content: bytes, kind: str | None = None) -> None:
        if self.panel is not None and self.is_written and self.context.may("person.file"):
            AddFileDialog(self, self.panel.row.id, name, content, kind).open()

    def look(self) -> None:
        """Show the file chosen; the look is noted."""
        row = self.current()
        if row is None:
            return
        work, actor = self.context.work, self.context.actor

        def read() -> tuple[bytes, bytes]:
            from panpun_desktop.services.person_files import look_at_file
            from panpun_desktop.services.pictures import as_pdf

            content = look_at_file(work, actor, row.id)
            return content, as_pdf(content)

        self.read(read, lambda found: self._show(row, *found), "file")

    def _show(self, row: FileRow, content: bytes, pdf: bytes) -> None:
        FileWindow(self.context, row, content, pdf, self.window()).open()

    def void(self) -> None:
        """Ask for the reason and take the file out of sight."""
        row = self.current()
        if row is not None and self.panel is not None:
            VoidFileDialog(self.context, self.panel.row.id, row, self.window()).open()


def png_of(image: QImage) -> bytes:
    """A picture of the clipboard as PNG bytes."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def _icon(row: FileRow) -> QIcon:
    pixmap = QPixmap()
    if row.thumbnail and pixmap.loadFromData(row.thumbnail):
        return QIcon(pixmap)
    return icon("file-text")


def _words(row: FileRow) -> str:
    lines = [row.label, row.title or (format_date(row.dated_on, "short") if row.dated_on else "")]
    if row.is_sensitive:
        lines[0] = f"{row.label} *"
    if row.voided:
        lines[1] = _("Cancelled")
    return "\n".join(line for line in lines if line)


def _tip(row: FileRow) -> str:
    size = f"{max(1, row.size // 1024):,} KB"
    added = format_date(row.added_at.date(), "short")
    return " · ".join(one for one in (row.name, size, added, row.added_by, row.void_reason) if one)


def _sensitive_kinds() -> frozenset[str]:
    from panpun_desktop.services.person_codes import sensitive_codes

    return sensitive_codes("file_kind")


__all__ = ["AddFileDialog", "FilesSection", "VoidFileDialog", "png_of"]
