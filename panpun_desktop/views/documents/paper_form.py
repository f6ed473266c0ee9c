"""What all papers of the screen share: fields at the left, remarks at the right, what to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import FieldBox
from panpun_desktop.widgets.labels import heading
from panpun_desktop.widgets.preview import Spot

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.documents import Issued
    from panpun_desktop.views.documents.agency_field import AgencyField
    from panpun_desktop.widgets.operations import Changes

Paper = tuple[str, Mapping[str, Any]]
"""The key of a paper and its parameters."""
_PAUSE_MS = 350


class PaperForm(QObject):
    """Fields and remarks of one kind of paper.

    ``changed`` says that the paper should be drawn anew; ``said`` carries the text of the bottom bar;
    ``acts_changed`` says that issuing is called otherwise.
    ``issue_text`` "" issues nothing; ``prints_issued`` makes issuing the main act, followed by printing.
    """

    changed = Signal()
    said = Signal(str)
    acts_changed = Signal()
    key = ""
    label = ""
    issue_text = ""
    issue_icon = "rubber-stamp"
    prints_issued = False
    word_lacks = ""
    """What the Word file leaves out, said where it is saved."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.boxes: dict[str, FieldBox] = {}
        self.status_text = ""
        """What the bottom bar says of this kind; else it counts pages."""
        self.left, self.right, self.foot = QWidget(), QWidget(), QWidget()
        """Fields, remarks, and further acts below them."""
        self.fields, self.remarks = _column(self.left, 8), _column(self.right, 12)
        self.further = _column(self.foot, 8)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.build()
        self.fields.addStretch(1)
        self.remarks.addStretch(1)

    # what a kind of paper says ---------------------------------------------------------------------

    def build(self) -> None:
        """Add fields and remarks."""

    def papers(self) -> Sequence[Paper]:
        """What to draw; nothing while something it cannot do without is missing."""
        raise NotImplementedError

    def lacking(self) -> str:
        """What to give before anything can be drawn, as a sentence."""
        return ""

    def hindrance(self) -> str:
        """Why nothing can be issued whatever else is typed, as a sentence; empty when it can."""
        return ""

    def file_name(self) -> str:
        """Name for a saved file, without names of people (the register number at most)."""
        return self.key

    def open_with(self, **arguments: Any) -> None:
        """The kind was chosen; arguments of ``navigate`` come along."""

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        for box in self.boxes.values():
            box.field.setFocus()
            return

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """What was drawn, for the remarks; nothing when it could not be."""

    def show_issued(self, issued: Sequence[Issued]) -> None:
        """The papers were issued."""

    def whose(self) -> Sequence[str]:
        """A name for each of several papers that are alike otherwise; empty where titles tell them apart."""
        return ()

    def spots(self) -> Sequence[Spot]:
        """The places on the paper drawn last that answer a click."""
        return ()

    def clicked_at(self, page: int, x: float, y: float) -> None:
        """A place on a page was clicked, in points from its top left."""

    def may_issue(self) -> bool:
        """Look through the fields before issuing; says beside a field what is missing."""
        return not self.shows_unreadable()

    def refused(self, error: PanpunError, text: str) -> None:
        """A refusal goes to the field it names."""
        box = self.boxes.get(error.field or "")
        if box is not None:
            box.show_problem(text, focus=False)

    def reload(self, changes: Changes) -> None:
        """Records were changed elsewhere."""

    def say(self, text: str) -> None:
        """Show a text in the bottom bar."""
        self.status_text = text
        self.said.emit(text)

    # building --------------------------------------------------------------------------------------

    def add_field(
        self, name: str, label: str, field: QWidget, *, hint: str = "", beside: tuple[QWidget, ...] = ()
    ) -> FieldBox:
        """Add a field under the name that requests and refusals use for it."""
        field.setObjectName(f"{self.key}{name.title().replace('_', '')}Field")
        box = FieldBox(label, field, hint=hint, beside=beside)
        self.boxes[name] = box
        self.fields.addWidget(box)
        edited = getattr(field, "edited", None)
        if edited is not None:
            edited.connect(self.draw_soon)
        return box

    def add_agency_field(self, label: str, agency: AgencyField) -> FieldBox:
        """Add the choice of an agency; a name that the box cuts stands whole below it."""
        box = self.add_field("agency_id", label, agency.box, beside=(agency.add_button,))
        agency.named.connect(box.set_hint)
        return box

    def add_heading(self, text: str) -> QLabel:
        """Add a heading over the fields that follow."""
        made = heading(text)
        self.fields.addSpacing(4)
        self.fields.addWidget(made)
        return made

    def draw_soon(self) -> None:
        """Draw anew when typing pauses."""
        self._pause.start()

    @property
    def awaits_drawing(self) -> bool:
        """Something was typed that no drawing has seen yet."""
        return self._pause.isActive()

    def draw_now(self) -> None:
        """Draw anew at once."""
        self._pause.stop()
        self.changed.emit()

    def draw_no_more(self) -> None:
        """What was typed last goes into the paper that is issued now, not into another draft."""
        self._pause.stop()

    def shows_unreadable(self) -> bool:
        """Say beside the first field that cannot be read what is wrong; true when there is one."""
        for box in self.boxes.values():
            problem = getattr(box.field, "problem", None)
            text = problem() if problem is not None else ""
            if text:
                box.show_problem(text)
                return True
        return False


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
