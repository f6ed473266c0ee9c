"""The three columns around a paper: its fields, the paper itself, and what to look at before it goes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.desk import OFFICE, PaperDesk
from panpun_desktop.views.documents.paper_form import PaperForm
from panpun_desktop.views.documents.rail import KindTitle
from panpun_desktop.widgets.banners import Banner, Progress
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.theme import Tone

WIDE, NARROW = (234, 274), (216, 232)
"""Widths of the left and the right column."""


class DeskPage(QWidget):
    """Shows one form at a time and gives its acts their buttons."""

    def __init__(self, context: Context, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = KindTitle(kinds)
        self.preview = PdfPreview(context.operations)
        self.desk = PaperDesk(context, self.preview, self)
        self._lefts, self._rights, self._feet = _Pile(12), _Pile(0), _Pile(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self._left_column())
        row.addWidget(self.preview, 1)
        row.addLayout(self._right_column())
        self.set_narrow(narrow=False)
        self.desk.turned.connect(self._show_state)
        self.desk.refused.connect(lambda text: self.banner.say(text, Tone.BAD))

    def _left_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(9)
        column.addWidget(self.title)
        card = Card(padding=0)
        self._left_parts: tuple[QWidget, ...] = (self.title, card)
        self._fields = scrolling(self._lefts, _("Fields of the paper"))
        card.body.addWidget(self._fields)
        column.addWidget(card, 1)
        self.progress = Progress(may_cancel=False)
        column.addWidget(self.progress)
        return column

    def _right_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(self._acts())
        column.addLayout(self._office_acts())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self._remarks = scroll = scrolling(self._rights, _("Remarks on the paper"))
        self._right_parts: tuple[QWidget, ...] = (self.banner, scroll)
        column.addWidget(scroll, 1)
        self.issue_aside = QuietButton("", "rubber-stamp", clicked=self.desk.issue)
        self.issue_aside.setObjectName("issueButton")
        column.addWidget(self._feet)  # what a form does itself comes before issuing
        column.addWidget(self.issue_aside)
        return column

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.issue_main = MainButton("", "rubber-stamp", clicked=self.desk.issue)
        self.issue_main.setObjectName("issueMainButton")
        self.print_button = MainButton(_("Print"), "printer", clicked=self.desk.print_shown)
        self.print_button.setObjectName("printButton")
        self.print_button.setToolTip(_("Print what is shown (Ctrl+P)"))
        self.save_button = QuietButton("PDF", clicked=self.desk.save_shown)
        self.save_button.setObjectName("savePdfButton")
        self.save_button.setAccessibleName(_("Save as PDF"))
        self.save_button.setToolTip(_("Save as PDF"))
        self.again_button = QuietButton(_("New letter"), clicked=self.desk.draw)
        self.again_button.setObjectName("newPaperButton")
        for one in (self.issue_main, self.print_button, self.save_button, self.again_button):
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _office_acts(self) -> QHBoxLayout:
        """Where the paper has figures or text for office programs."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.office_buttons = {}
        for form, label in OFFICE.items():
            button = QuietButton(label, "download", small=True, clicked=partial(self.desk.save_office, form))
            button.setObjectName(f"save{label}Button")
            button.setAccessibleName(_("Save for {program}").format(program=label))
            button.setToolTip(button.accessibleName())
            button.hide()
            self.office_buttons[form] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave more of a small screen to the paper."""
        left, right = NARROW if narrow else WIDE
        for one in self._left_parts:
            one.setFixedWidth(left)
        for one in self._right_parts:
            one.setFixedWidth(right)

    def open_form(self, form: PaperForm, under: str = "") -> None:
        """Show another kind of paper; ``under``: the choice it was reached by, where it has none itself."""
        self._lefts.show_only(form.left)
        self._rights.show_only(form.right)
        self._feet.show_only(form.foot)
        self.banner.say("")
        self.title.show_chosen(form.key, form.label, under)
        self.desk.open_form(form)

    def begin_at_top(self) -> None:
        """A form is read from its first field on, wherever the one before was left."""
        for area in (self._fields, self._remarks):
            area.verticalScrollBar().setValue(0)

    def _show_state(self) -> None:
        desk, form = self.desk, self.desk.form
        if form is None:
            return
        may = bool(form.issue_text) and self.context.may("document.issue")
        done = bool(desk.issued)
        main = may and form.prints_issued
        shown, hindrance = bool(desk.drawn) or done, form.hindrance()
        for button in (self.issue_main, self.issue_aside):
            button.setText(form.issue_text)
            button.set_icon_name(form.issue_icon)
            button.setEnabled(not desk.is_issuing and not done and not hindrance)
            button.setToolTip(hindrance)
        self.issue_main.setVisible(main and not done)
        self.issue_aside.setVisible(may and not form.prints_issued)
        self.print_button.setVisible(not main or done)
        self.again_button.setVisible(main and done)
        self.print_button.setEnabled(shown)
        self.save_button.setEnabled(shown)
        for name, button in self.office_buttons.items():
            button.setVisible(name in desk.office_forms())
            button.setToolTip(desk.form.word_lacks if name == "docx" and desk.form is not None else "")
            button.setEnabled(shown)
        if desk.is_drawing or desk.is_issuing:
            self.progress.wait_for(_("The paper is being made"))
        else:
            self.progress.done()


class _Pile(QWidget):
    """Widgets of which one shows, and it alone decides the height (a stack asks all of them)."""

    def __init__(self, margin: int) -> None:
        super().__init__()
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, margin, margin, margin)

    def show_only(self, widget: QWidget) -> None:
        """Show this one."""
        if self._column.indexOf(widget) < 0:
            self._column.addWidget(widget)
        if self._shown is not None:
            self._shown.hide()
        self._shown = widget
        widget.show()


def scrolling(widget: QWidget, name: str) -> QScrollArea:
    """The widget in an area of its own that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(widget)
    for one in (widget, area.viewport()):
        one.setAutoFillBackground(False)
    return area
