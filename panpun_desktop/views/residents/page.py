"""The page: the register at the left, one person at the right; the form of a person instead of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts import ACTS, PERSON_ACTS, open_act
from panpun_desktop.views.acts.card import open_card
from panpun_desktop.views.acts.protection import PROTECTION_ACTS, open_protection
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.views.residents.panel import PersonPanelCard
from panpun_desktop.views.residents.people_list import PeopleList
from panpun_desktop.views.residents.person_form import PersonForm
from panpun_desktop.views.residents.person_page import PersonPage
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel, PersonRow


class ResidentsPage(Page):
    """``open_with`` takes search, person_id, act, page, section, and the filters of the list.

    ``page`` opens the person's page, ``section`` one part of it.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._act_wanted = ""
        self.list = PeopleList(context)
        self.panel = PersonPanelCard(context)
        self._browse = QWidget()
        row = QHBoxLayout(self._browse)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.list, 61)
        row.addWidget(self.panel, 39)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._browse)
        self.form: PersonForm | None = None
        self.page: PersonPage | None = None
        self._from_page = False
        self.body.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(lambda row: self.open_page(row.id))
        self.list.add_asked.connect(self.add_person)
        self.list.same_asked.connect(self.show_same_people)
        self.panel.asked.connect(self.act)
        for keys, act in {"Ins": self.add_person, "Esc": self._escape}.items():
            shortcut = QShortcut(QKeySequence(keys), self._browse)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # the shell's wishes ---------------------------------------------------------------------------

    def may_be_dropped(self) -> bool:
        return self.form is None or not self.form.is_changed()

    def open_with(self, **arguments: Any) -> None:
        self.status.emit(_("Print → choose a line and press Ctrl P"))
        if arguments.pop("add", False):
            self.add_person()
            return
        if arguments.pop("same_people", False):
            self.show_same_people()
        person_id, text = arguments.pop("person_id", None), arguments.pop("search", "")
        self._act_wanted = arguments.pop("act", "")
        page, section = arguments.pop("page", False), arguments.pop("section", "")
        if person_id is not None:
            self._close_form()
            if page or section:
                self.open_page(person_id, section)
            else:
                self._close_page()
                self._open_person(person_id)
        elif text or arguments:
            self._close_form()
            self._close_page()
            self.list.show_only(text=text, **arguments)
        elif not self.list.count.plain_text():
            self.list.ask()

    def show_same_people(self) -> None:
        """The pairs that may be one person, to be joined or told apart."""
        from panpun_desktop.views.residents.same_people import SamePeopleDialog

        SamePeopleDialog(self.context, self.window()).open()

    def _open_person(self, person_id: int) -> None:
        """Show one person; the list goes to the line when it is among those shown."""
        if self.list.table.select_key(person_id):
            self._ask_person(person_id)
            return
        context = self.context
        work, actor = context.work, context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        context.operations.read(self, read, self._show_only_person, self._refuse, key="person")

    def _show_only_person(self, panel: PersonPanel) -> None:
        is_here = panel.row.stay_id is not None
        text = "" if is_here else panel.row.regno
        self.list.show_only(text=text, person_id=panel.row.id, present=is_here)

    def reload(self, changes: Changes) -> None:
        if changes.touches("people", "stays", "beds", "households", "documents", "overrides", "settings"):
            self.list.ask()
            page = self._open_page()
            if page is not None and page.panel is not None:
                self.open_page(page.panel.row.id)

    def print_open(self) -> None:
        self.act("issue")

    def save(self) -> None:
        if self.form is not None and self._stack.currentWidget() is self.form:
            self.form.save()

    def read_card(self) -> None:
        """Compare an ID card with what is typed, with the person opened, or with the register (F4)."""
        if self.form is not None and self._stack.currentWidget() is self.form:
            self.form.read_card()
        else:
            page = self._open_page()
            shown = page.panel if page is not None else None
            open_card(self.context, self, shown.row.id if shown is not None else None)

    def focus_first(self) -> None:
        if self.form is not None and self._stack.currentWidget() is self.form:
            self.form.focus_first()
        elif self._open_page() is not None and self.page is not None:
            self.page.focus_first()
        else:
            self.list.table.setFocus()

    # the person at the right ----------------------------------------------------------------------

    def _show_chosen(self, row: PersonRow | None) -> None:
        if row is None:
            self.panel.show_nobody()
        else:
            self._ask_person(row.id)

    def _ask_person(self, person_id: int) -> None:
        work, actor = self.context.work, self.context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        self.context.operations.read(self, read, self._show_person, self._refuse, key="panel")

    def _show_person(self, panel: PersonPanel) -> None:
        self.panel.show_person(panel)
        wanted, self._act_wanted = self._act_wanted, ""
        if wanted:
            self.act(wanted)

    def _refuse(self, error: PanpunError) -> None:
        self.panel.show_nobody(message_of(error))

    # the person's page ----------------------------------------------------------------------------

    def open_page(self, person_id: int, section: str = "") -> None:
        """Give the person the whole window (Enter, double click, search)."""
        work, actor = self.context.work, self.context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        self.context.operations.read(
            self, read, lambda panel: self._show_page(panel, section), self._refuse_page, key="page"
        )

    def _show_page(self, panel: PersonPanel, section: str) -> None:
        if panel.is_covered:  # the panel beside the list says how the record is opened
            self._close_page()
            self._open_person(panel.row.id)
            return
        is_new = self.page is None or self._open_page() is None
        if self.page is None:
            self.page = PersonPage(self.context)
            self.page.asked.connect(self.act)
            self.page.closed.connect(self._close_page)
            self._stack.addWidget(self.page)
        self.page.show_person(panel, section or ("facts" if is_new else ""))
        if self.form is None:
            self._stack.setCurrentWidget(self.page)
        if is_new:
            self.page.focus_first()
        self._note_opening(panel.row.id)

    def _note_opening(self, person_id: int) -> None:
        """Put the look into the access register (R-PD-4), after the page is there."""
        work, actor = self.context.work, self.context.actor

        def note() -> None:
            from panpun_desktop.services.access import note_opening

            note_opening(work, actor, person_id)

        self.context.operations.note(self, note)

    def _refuse_page(self, error: PanpunError) -> None:
        self.context.say(message_of(error))

    def _open_page(self) -> PersonPage | None:
        """The page while it is shown."""
        return self.page if self.page is not None and self._stack.currentWidget() is self.page else None

    def topic_part(self) -> str:
        return "person" if self._open_page() is not None else ""

    def _close_page(self) -> None:
        page = self._open_page()
        if page is not None:
            self._stack.setCurrentWidget(self._browse)
            self.list.table.setFocus()
            if page.panel is not None:
                self._open_person(page.panel.row.id)

    def _escape(self) -> None:
        if self.list.text.text():
            self.list.text.clear()
            self.list.table.setFocus()

    # acts -----------------------------------------------------------------------------------------

    def act(self, key: str) -> None:
        """Do one of the panel's acts for the person shown."""
        page = self._open_page()
        panel = self.panel.panel if page is None else page.panel
        if panel is None:
            return
        if key == "page":
            self.open_page(panel.row.id)
        elif key == "issue":
            self.context.navigate("documents", person_id=panel.row.id)
        elif key == "admit":
            self.context.navigate("admission", person_id=panel.row.id)
        elif key == "edit":
            self._open_form(panel)
        elif key in PROTECTION_ACTS:
            open_protection(self.context, key, panel.row.id, self)
        elif key in ACTS or key in PERSON_ACTS:
            open_act(self.context, key, panel.row.id, self)

    def add_person(self) -> None:
        """Open an empty form."""
        if self.context.may("person.create"):
            self._open_form(None)

    def _open_form(self, panel: PersonPanel | None) -> None:
        self._from_page = self._open_page() is not None
        self._drop_form()
        form = PersonForm(self.context, panel)
        form.closed.connect(self._close_form)
        form.saved.connect(self._after_saving)
        form.existing_chosen.connect(self._use_existing)
        self.form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.focus_first()

    def _after_saving(self, person_id: int) -> None:
        self._drop_form(saved=True)
        if self._return_to_page():
            self.open_page(person_id)
            return
        self._stack.setCurrentWidget(self._browse)
        self.list.table.setFocus()
        self._open_person(person_id)

    def _use_existing(self, panel: PersonPanel) -> None:
        """The person typed is one we know: their form, with what was typed in its empty fields."""
        typed = self.form.fields.facts() if self.form is not None else None
        self._drop_form(saved=True)
        self._open_form(panel)
        if self.form is not None and typed is not None:
            self.form.fill_gaps(typed)

    def _return_to_page(self) -> bool:
        """Go back to the person's page when the form was opened from there."""
        was, self._from_page = self._from_page, False
        if was and self.page is not None:
            self._stack.setCurrentWidget(self.page)
            self.page.focus_first()
        return was

    def _close_form(self) -> None:
        if self.form is None:
            return
        self._drop_form()
        if self._return_to_page():
            return
        self._stack.setCurrentWidget(self._browse)
        self.list.table.setFocus()

    def _drop_form(self, *, saved: bool = False) -> None:
        form, self.form = self.form, None
        if form is not None:
            if saved:
                form.draft.forget()
            else:
                form.draft.keep()
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()
