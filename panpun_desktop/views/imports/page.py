"""The page: first the file, then its lines, then the history; nothing is written before the main button."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QStackedWidget

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.imports.draft import Draft, Reading, mapped, opened, with_profile
from panpun_desktop.views.imports.mapping_dialog import MappingDialog
from panpun_desktop.views.imports.preview import PreviewPanel
from panpun_desktop.views.imports.start import StartPanel
from panpun_desktop.views.imports.working import Tell, Working
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.banners import Progress
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_history import ImportRow
    from panpun_desktop.services.import_profiles import ProfileRow
    from panpun_desktop.services.register_imports import Look, RegisterImported


class ImportsPage(Page):
    """``open_with`` takes path: a file to begin with."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Bring a register in"))
        self.draft: Draft | None = None
        self._profiles: tuple[ProfileRow, ...] = ()
        self._profile_menu = QMenu(self)
        self._add_title_row()
        self.start = StartPanel(context)
        self.preview = PreviewPanel()
        self.progress = Progress()
        self.working = Working(context, self.progress, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.preview)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.progress)
        self._connect()
        self._show_state()

    def _add_title_row(self) -> None:
        self.where = Chip("", Tone.NEUTRAL)
        self.acts.insertWidget(1, self.where)
        self.columns_button = self._button(_("Columns…"), "mappingButton", self.open_mapping)
        self.profile_button = self._button(_("Profile"), "profileButton", self._open_profiles)
        self.cancel_button = self._button(_("Another file"), "anotherFileButton", self.close_file)
        self.import_button = MainButton("", "download", "Ctrl ↵", clicked=self.save)
        self.import_button.setObjectName("importButton")
        self.acts.addWidget(self.import_button)

    def _button(self, text: str, name: str, clicked: Any) -> QuietButton:
        button = QuietButton(text, clicked=clicked)
        button.setObjectName(name)
        self.acts.addWidget(button)
        return button

    def _connect(self) -> None:
        self.start.file_chosen.connect(self.open_file)
        self.start.undo_asked.connect(self.context.undo.undo)
        self.preview.mended.connect(self._mend)
        self.preview.decided.connect(self._decide)
        self.preview.mapped.connect(self._map)

    # the shell's wishes ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        self._ask_history()
        path = arguments.get("path")
        if path is not None:
            self.open_file(Path(path))

    def reload(self, changes: Changes) -> None:
        if changes.touches("people", "stays", "settings"):
            self._ask_history()

    def may_be_dropped(self) -> bool:
        return self.draft is None

    def focus_first(self) -> None:
        table = self.preview.table
        if self.draft is not None and table is not None:
            table.setFocus()
        else:
            self.start.choose.setFocus()

    # the file --------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Open a file and look at its lines."""
        self.working.read(
            _("Reading {file}…").format(file=path.name), partial(self._opened, path), self._take, self._refuse
        )

    def _opened(self, path: Path, _tell: Tell) -> Draft:
        """In a worker; too long a table never gets as far as the preview."""
        from panpun_desktop.services.register_imports import require_possible_length

        draft = opened(path)
        require_possible_length(self.context.work, self.context.actor, draft.table())
        return draft

    def close_file(self) -> None:
        """Put the file aside; what came in stays in."""
        self.draft = None
        self._show_state()
        self._ask_history()
        self.focus_first()

    def _take(self, draft: Draft) -> None:
        self.draft = draft
        self.preview.banner.say("")
        self.preview.show_all()
        if any(key in draft.columns for key in _CALLED):
            self.look()
        else:
            self._show_state()
            self.preview.show_draft(draft)
            self.preview.banner.say(message_of(RuleBroken("import.no_name_column")), Tone.WARN)
            self.open_mapping()

    def look(self) -> None:
        """Judge every line as it would come in now; only what was changed is read again."""
        draft = self.draft
        if draft is None:
            return
        work, actor, table, reading, before = (
            self.context.work,
            self.context.actor,
            draft.table(),
            draft.reading,
            draft.look,
        )

        def act(tell: Tell) -> tuple[Look, ImportRow | None]:
            from panpun_desktop.services.import_history import came_before
            from panpun_desktop.services.register_imports import look_at_register

            found = look_at_register(work, actor, table, reading.profile, tell, before)
            return found, came_before(work, actor, draft.file.sha256)

        self.working.read(_("Looking at the lines…"), act, self._show_look, self._refuse)

    def _show_look(self, found: tuple[Look, ImportRow | None]) -> None:
        if self.draft is None:
            return
        self.draft.look, earlier = found
        if earlier is not None and earlier.id != self.draft.batch_id:
            said = _("This very file was imported before, on {day} by {name}: its lines are in the register.")
            day = f"{earlier.imported_at:%d/%m}/{earlier.imported_at.year + 543}"
            self.preview.banner.say(said.format(day=day, name=earlier.imported_by), Tone.INFO)
        else:
            self.preview.banner.say("")
        self.preview.show_draft(self.draft)
        self._show_state()
        self.focus_first()

    def _mend(self, line: int, column: str, text: str) -> None:
        if self.draft is not None:
            self.draft.edits[line, column] = text
            self.look()

    def _decide(self, line: int, kind: str, person_id: int | None) -> None:
        from panpun_desktop.services.import_matching import Choice

        if self.draft is None:
            return
        if kind:
            self.draft.choices[line] = Choice(kind, person_id)
        else:
            self.draft.choices.pop(line, None)
        self.look()

    # how it is read --------------------------------------------------------------------------------

    def open_mapping(self) -> None:
        """Correct sheet, header line and columns by hand."""
        if self.draft is not None:
            dialog = MappingDialog(self.context, self.draft.file, self.draft.reading, self)
            dialog.read_so.connect(self._read_so)
            dialog.open()

    def _read_so(self, reading: Reading, name: str) -> None:
        if self.draft is None:
            return
        self.draft.read_anew(reading)
        if name:
            self._keep_profile(reading, name)
        self.look()

    def _map(self, place: int, ours: str) -> None:
        """A column is something else, chosen in its head."""
        if self.draft is not None:
            self._read_so(mapped(self.draft.reading, place, ours), "")

    def _keep_profile(self, reading: Reading, name: str) -> None:
        from panpun_desktop.services.import_profiles import SaveProfile, save_profile

        work, actor, request = self.context.work, self.context.actor, SaveProfile(name, reading.profile)
        self.context.operations.change(self, lambda: save_profile(work, actor, request), None, self._refuse)

    def _open_profiles(self) -> None:
        self._profile_menu.clear()
        for row in self._profiles:
            self._profile_menu.addAction(row.name, partial(self._use_profile, row))
        if not self._profiles:
            self._profile_menu.addAction(_("No profile is kept yet")).setEnabled(False)
        self._profile_menu.popup(self.profile_button.mapToGlobal(self.profile_button.rect().bottomLeft()))

    def _use_profile(self, row: ProfileRow) -> None:
        if self.draft is None:
            return
        try:
            reading = with_profile(self.draft, row.profile, row.name)
        except PanpunError as error:
            self._refuse(error)
            return
        self.draft.read_anew(reading)
        self.look()

    # the import ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Import every line that is not refused; one act."""
        draft = self.draft
        if draft is None or not self._ready():
            return
        work, actor, request, look = self.context.work, self.context.actor, draft.request(), draft.look

        def act(tell: Tell) -> RegisterImported:
            from panpun_desktop.services.register_imports import import_register

            done = import_register(work, actor, request, tell, look)
            if done.batch_id is None:
                raise RuleBroken("import.nothing_left")
            return done

        self.import_button.setEnabled(False)
        self.working.change(_("Importing…"), act, self._imported, self._refuse)

    def _imported(self, done: RegisterImported) -> None:
        draft = self.draft
        if draft is None or draft.look is None or done.result is None:
            return
        refused = {remark.line for remark in done.result.refused}
        draft.imported |= {line.line for line in draft.lines() if line.line not in refused}
        draft.batch_id = done.batch_id
        if refused:
            self.look()
        else:
            self.close_file()

    def _refuse(self, error: PanpunError) -> None:
        self._show_state()
        if self.draft is None:
            self.context.say(message_of(error))
        else:
            self.preview.banner.say(message_of(error), Tone.BAD)

    # showing ---------------------------------------------------------------------------------------

    def _ready(self) -> int:
        """How many lines would come in."""
        return sum(not line.is_refused for line in self.draft.lines()) if self.draft is not None else 0

    def _show_state(self) -> None:
        draft = self.draft
        self._stack.setCurrentWidget(self.start if draft is None else self.preview)
        for one in (
            self.where,
            self.columns_button,
            self.profile_button,
            self.cancel_button,
            self.import_button,
        ):
            one.setVisible(draft is not None)
        self.title.setText(_("Bring a register in") if draft is None else draft.file.name)
        self.status.emit("" if draft is None else _("Nothing changes until you press import"))
        if draft is None:
            return
        count, ready = len(draft.lines()), self._ready()
        where = _("Headers in line {line} · {count} lines")
        line = draft.reading.found.header_line
        self.where.show_state(where.format(line=line, count=f"{count:,}"), Tone.NEUTRAL)
        name = draft.reading.profile_name
        self.profile_button.setText(_("Profile: {name}").format(name=name) if name else _("Profile"))
        self.import_button.setText(_("Import {count} lines").format(count=f"{ready:,}"))
        self.import_button.setEnabled(ready > 0)

    def _ask_history(self) -> None:
        work, actor = self.context.work, self.context.actor

        def read() -> tuple[tuple[ImportRow, ...], tuple[ProfileRow, ...]]:
            from panpun_desktop.services.import_history import list_imports
            from panpun_desktop.services.import_profiles import list_profiles

            return list_imports(work, actor), list_profiles(work, actor)

        self.context.operations.read(self, read, self._show_history, self._refuse, key="history")

    def _show_history(self, found: tuple[tuple[ImportRow, ...], tuple[ProfileRow, ...]]) -> None:
        rows, self._profiles = found
        self.start.show_history(rows)
        draft = self.draft
        taken_back = {row.id for row in rows if row.is_taken_back}
        if draft is not None and draft.batch_id in taken_back:
            draft.batch_id, draft.imported = None, frozenset()
            self.look()


_CALLED = ("full_name", "first_name", "last_name", "nickname", "alias", "national_id", "person")
