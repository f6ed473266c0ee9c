"""A dialog with fields and one act: refusals beside the field, reasons when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.errors import NeedsConfirmation, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.views.acts.reasons import ask_reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.typed_draft import TypedDraft
from panpun_desktop.widgets.fields import FieldBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, MainButton, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

Reasons = Mapping[str, GivenReason]
_TITLE_BAR = 32
"""What a title bar takes before the window system has said it, in pixels."""


class FormDialog(QDialog):
    """One act that asks for something. ``settled`` carries its Changes when it is done.

    A dialog names itself (``name``), builds its fields with ``add_field`` and gives in ``act`` what
    to run in the worker; a refusal goes to the field it names.
    """

    settled = Signal(object)
    name = ""
    WIDTH = 480

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.boxes: dict[str, FieldBox] = {}
        self._is_closed_from_outside = self._fits_again = self._is_refused = False
        self._answered_so_far: dict[str, GivenReason] = {}
        self.left_out: frozenset[str] = frozenset()
        self.setObjectName(f"{self.name}Dialog")
        self.setWindowTitle(self.title())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addStrut(self.WIDTH - 40)  # the constraint below forgets a minimum width of the window
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(ThaiLabel(self.title(), role="title"))
        self.add_head(column)
        self.body = QWidget()
        self.body.setObjectName("formBody")
        self._scroll: QScrollArea | None = None
        self.form = QVBoxLayout(self.body)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(10)
        column.addWidget(self.body)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.build()
        self.draft = TypedDraft(context, self.draft_key(), self.body)
        self.draft.edited.connect(self._forget_refusal)
        column.insertWidget(column.indexOf(self.body), self.draft.banner)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.focus_first()

    # what a dialog of an act says ------------------------------------------------------------------

    def title(self) -> str:
        """What is done, as a heading."""
        raise NotImplementedError

    def save_text(self) -> str:
        """The words of the main button."""
        return _("Save")

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """What to run in the worker; reads the fields now. Shown problems are raised as RuleBroken."""
        raise NotImplementedError

    def subjects(self) -> Mapping[str, str]:
        """Names of the people of concerns, by the key the service uses for them."""
        return {}

    def may_leave_out(self) -> Collection[str]:
        """Of several people of one act, those it can go on without, by the same key; see ``left_out``."""
        return ()

    def draft_key(self) -> str:
        """Under what name, of which record, typing is kept until it is saved or given up."""
        return self.name

    def cancel_text(self) -> str:
        """The words of the button that gives up."""
        return _("Cancel")

    # building --------------------------------------------------------------------------------------

    def add_head(self, column: QVBoxLayout) -> None:
        """Add what stands between the title and the fields."""

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QuietButton(self.cancel_text(), key="Esc", clicked=self.reject)
        cancel.setObjectName(f"{self.name}CancelButton")
        self.save_button = MainButton(self.save_text(), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName(f"{self.name}SaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def add_field(
        self, name: str, label: str, field: QWidget, *, hint: str = "", to: QLayout | None = None
    ) -> FieldBox:
        """Add a field under the name that requests and refusals use for it."""
        field.setObjectName(f"{self.name}{name.title().replace('_', '')}Field")
        box = FieldBox(label, field, hint=hint)
        self.boxes[name] = box
        if to is None:
            self.form.addWidget(box)
        else:
            to.addWidget(box)
        return box

    def pair_row(self) -> QHBoxLayout:
        """A row of the form for fields that belong side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.form.addLayout(row)
        return row

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        for box in self.boxes.values():
            if box.isVisibleTo(self):
                box.field.setFocus()
                return

    # room on the screen ----------------------------------------------------------------------------

    def fit(self) -> None:
        """Take the size that the fields shown now need; what the screen has no room for is scrolled."""
        self._take_size()
        if self._scroll is None and self.height() > self._most_height():
            self._let_scroll()
        if self._scroll is not None:
            self._share_height(self._scroll)
        self._stay_on_screen()

    def screen_room(self) -> QRect:
        """The part of the screen that windows may use."""
        return self.screen().availableGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stay_on_screen()
        if self.height() > self._most_height() and not self._fits_again:
            self._fits_again = True
            QTimer.singleShot(0, self, self._fit_again)

    def _fit_again(self) -> None:
        """What came in below the fields made the window higher than the screen after it was fitted."""
        self.fit()
        self._fits_again = False

    def _take_size(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()
        if layout is not None and self.height() < layout.totalHeightForWidth(self.width()):
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))  # narrower than its hint

    def _title_height(self) -> int:
        return (self.frameGeometry().height() - self.height()) or _TITLE_BAR

    def _most_height(self) -> int:
        return self.screen_room().height() - self._title_height()

    def _let_scroll(self) -> None:
        """Put the fields into a body that scrolls, under the same heading and over the same buttons."""
        layout, focused = self.layout(), self.focusWidget()
        self.form.addStretch(1)  # what is left of the room stands below the fields, not between them
        self._scroll = area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if layout is not None:
            layout.replaceWidget(self.body, area)
        area.setWidget(self.body)
        area.show()  # a layout reckons only with what is shown
        if focused is not None:
            focused.setFocus()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._bring_into_view)

    def _share_height(self, area: QScrollArea) -> None:
        """Give the body the height it needs, or what the heading and the buttons leave of the screen."""
        area.setFixedHeight(1)
        self._take_size()
        inner = self.form.totalHeightForWidth(area.viewport().width())
        needed = max(inner, self.form.totalMinimumSize().height())
        left = self._most_height() - self.height() + 1
        area.setFixedHeight(max(1, min(needed, left)))
        self._take_size()
        self._bring_into_view(None, self.focusWidget())

    def keep_in_view(self) -> None:
        """Scroll to the field with the focus, once what was added has its place."""
        if self._scroll is not None:
            self.form.activate()
            self.body.resize(self._scroll.viewport().width(), self.form.totalSizeHint().height())
        self._bring_into_view(None, self.focusWidget())

    def _bring_into_view(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._scroll is not None and self.body.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now)

    def _stay_on_screen(self) -> None:
        room, frame = self.screen_room(), self.frameGeometry()
        frame.setHeight(self.height() + self._title_height())
        x = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
        y = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
        if (x, y) != (frame.left(), frame.top()):
            self.move(x, y)

    # saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Run the act; what cannot be read is said beside its field first."""
        if not self.save_button.isEnabled() or self._has_unreadable():
            return
        self._answered_so_far, self.left_out = {}, frozenset()
        self._send({})

    def _has_unreadable(self) -> bool:
        for box in self.boxes.values():
            problem = getattr(box.field, "problem", None)
            text = problem() if problem is not None and box.isVisibleTo(self) else ""
            if text:
                box.show_problem(text)
                return True
        return False

    def _send(self, reasons: Reasons) -> None:
        self.banner.say("")
        try:
            act = self.act(reasons)
        except PanpunError as error:
            self.refuse(error)
            return
        self.save_button.setEnabled(False)
        self.context.operations.change(self, act, self._finish, self.refuse)

    def reject(self) -> None:
        """Close without saving; what was typed is kept and offered the next time, and that is said."""
        self.draft.give_up(is_said=not self._is_closed_from_outside)
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closed_from_outside = True
        super().closeEvent(event)

    def _finish(self, changes: Changes) -> None:
        self.draft.forget()
        self.settled.emit(changes)
        self.accept()

    def refuse(self, error: PanpunError) -> None:
        """Say why it was not done, beside the field if the refusal names one."""
        self.save_button.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            self._ask_about(error)
        elif error.field in self.boxes and self.boxes[error.field].isVisibleTo(self):
            self.boxes[error.field].show_problem(message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)
            self._is_refused = True
        self.fit()

    def _ask_about(self, error: NeedsConfirmation) -> None:
        """Ask about every concern; what was answered before stays answered."""

        def go_on(given: Reasons) -> None:
            self._answered_so_far |= given
            self.left_out |= dialog.left_out()
            self._send(self._answered_so_far)

        names, leave = self.subjects(), self.may_leave_out()
        dialog = ask_reasons(self.context, error.concerns, names, self, go_on, leave)

    def _forget_refusal(self) -> None:
        """What stands in a field now is another thing than what was refused."""
        if self._is_refused:
            self._is_refused = False
            self.banner.say("")
            self.fit()

    def run(self, service: Callable[[Any, Any, Any], Changes], request: object) -> Callable[[], Changes]:
        """The act as a callable for the worker."""
        work, actor = self.context.work, self.context.actor
        return lambda: service(work, actor, request)
