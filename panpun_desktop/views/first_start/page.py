"""The first-start page (picture 13): the centre, its first manager and the recovery key, on one card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common import clock as clocks
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.seed import code_lists, setting_defaults
from panpun_desktop.views.brand_side import BrandSide
from panpun_desktop.views.first_start.demo_dialog import DemoDialog
from panpun_desktop.views.first_start.parts import PlanField
from panpun_desktop.views.first_start.plan_dialog import Plan, PlanDialog, plan_text
from panpun_desktop.views.recovery_box import RecoveryBox
from panpun_desktop.widgets import printing
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, PasswordEdit
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.parts import Banner, MainButton, Progress, QuietButton, ThaiLabel, heading, rule
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.session import Session
    from panpun_desktop.services.setting_up import SetUpCentre

W = TypeVar("W", bound=QWidget)
CARD_WIDTH, BRAND_WIDE, BRAND_NARROW, NARROW_BELOW = 979, 330, 240, 1000
FORM_HEIGHT = 610
"""Pixels, with room for what is wrong in some fields: the buttons stay where they are."""


@dataclass(frozen=True)
class Beginning:
    """What the services give a page that sets up: the sample plan and a key that nobody has seen."""

    plan: Plan
    recovery_key: str


class FirstStartPage(QWidget):
    """Asks for what a centre needs to begin; ``finished`` carries the session of who works now."""

    finished = Signal(object)
    restore_asked = Signal()
    """A new computer: the centre comes out of a backup instead."""

    def __init__(
        self, folder: Path, clock: Clock, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.folder, self.clock, self.operations = folder, clock, operations
        self.sample: Plan = ()
        self.plan: Plan = ()
        self._begun = False
        self._build_fields()
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)

    # building --------------------------------------------------------------------------------------

    def _build_fields(self) -> None:
        self.name = _named(LineField(_default("centre.name")), "centreNameField")
        provinces = [(code.code, code.label) for code in code_lists()["province"].codes]
        self.province = _named(ChoiceBox(provinces), "provinceField")
        self.plan_field = PlanField(self._edit_plan)
        prefix = LineField(_default("document.letter_prefix"), placeholder=_("May stay empty"))
        self.prefix = _named(prefix, "letterPrefixField")
        self.name.edited.connect(self._follow_name)
        self.manager = _named(LineField(), "managerNameField")
        self.login = _named(LineField(), "managerLoginField")
        least = int(_default("program.password_length"))
        self.password = _named(PasswordEdit(rate=True, least=least), "managerPasswordField")
        self.password.names = lambda: (self.manager.text(), self.login.text())
        self.recovery = RecoveryBox()
        self.recovery.print_asked.connect(self._print_key)
        self.recovery.proof.returnPressed.connect(self.save)
        self.boxes = {
            "name": FieldBox(_("Name of the centre"), self.name),
            "province": FieldBox(_("Province"), self.province),
            "plan": FieldBox(_("Buildings and beds"), self.plan_field),
            "letter_prefix": FieldBox(_("Letters before letter numbers"), self.prefix),
            "manager_name": FieldBox(_("Name"), self.manager),
            "login": FieldBox(_("Login"), self.login),
            "password": FieldBox(
                _("Password"), self.password, hint=_("At least {least} characters").format(least=least)
            ),
        }
        self.progress = Progress(may_cancel=False)
        self.banner = Banner("", Tone.BAD)
        self.demo_button = QuietButton(_("Try with invented data first"), clicked=self._open_demo)
        self.demo_button.setObjectName("tryDemoButton")
        self.restore_button = QuietButton(_("Restore a backup…"), clicked=self.restore_asked.emit)
        self.restore_button.setObjectName("firstRestoreButton")
        self.start_button = MainButton(_("Begin"), clicked=self.save)
        self.start_button.setObjectName("beginButton")

    def _lay_out(self) -> None:
        self.brand = BrandSide(_("Ban Pan Pun"))
        self.form = QWidget()
        self.form.setLayout(self._form())
        self.form.setMinimumHeight(FORM_HEIGHT)
        card = QFrame()
        card.setObjectName("card")
        card.setProperty("card", True)
        card.setMaximumWidth(CARD_WIDTH)
        row = QHBoxLayout(card)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.brand)
        row.addWidget(self.form, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        self._scroll_around(inner)

    def _scroll_around(self, inner: QWidget) -> None:
        self.around = QScrollArea()
        self.around.setObjectName("pageScroll")
        self.around.setWidgetResizable(True)
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.around.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.around)

    def _form(self) -> QVBoxLayout:
        form = QVBoxLayout()
        form.setContentsMargins(30, 22, 30, 25)
        form.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(ThaiLabel(_("Set the centre up"), role="title"), 1)
        head.addWidget(muted(_("Takes about 2 minutes")))
        form.addLayout(head)
        form.addLayout(self._row(("name", 397), ("province", 181)))
        form.addLayout(self._row(("plan", 397), ("letter_prefix", 181)))
        form.addWidget(rule())
        form.addSpacing(1)
        form.addWidget(heading(_("The first manager")))
        form.addLayout(self._row(("manager_name", 211), ("login", 162), ("password", 195)))
        form.addSpacing(2)
        form.addWidget(self.recovery)
        form.addStretch(1)
        form.addWidget(self.progress)
        form.addWidget(self.banner)
        form.addSpacing(2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.demo_button)
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        form.addLayout(buttons)
        return form

    def _row(self, *places: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, share in places:
            row.addWidget(self.boxes[name], share, Qt.AlignmentFlag.AlignTop)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.brand.setFixedWidth(BRAND_NARROW if self.width() < NARROW_BELOW else BRAND_WIDE)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for plan and key once the page is seen: the services are heavy and come in on a worker."""
        super().showEvent(event)
        self.name.setFocus()
        self.name.selectAll()
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self._begin)

    def _follow_name(self) -> None:
        """The delivered letters belong to the delivered name: another centre has its own, or none."""
        delivered = _default("document.letter_prefix")
        is_delivered = self.name.text().strip() == _default("centre.name")
        if self.prefix.text() == ("" if is_delivered else delivered):
            self.prefix.setText(delivered if is_delivered else "")

    # what the services give ------------------------------------------------------------------------

    def _begin(self) -> None:
        self.operations.read(self, _beginning, self._take_beginning, self._refuse, key="beginning")

    def _take_beginning(self, given: Beginning) -> None:
        self.sample = self.plan = given.plan
        self.recovery.show_key(given.recovery_key)
        self._say_plan()

    def _say_plan(self) -> None:
        text = plan_text(self.plan)
        is_sample = self.plan == self.sample
        self.plan_field.say(_("Sample: {plan}").format(plan=text) if is_sample else text)

    def _edit_plan(self) -> None:
        dialog = PlanDialog(self.plan, self.sample, self)
        dialog.chosen.connect(self._take_plan)
        dialog.finished.connect(lambda _result: self.prefix.setFocus())
        dialog.open()

    def _take_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.boxes["plan"].clear_problem()
        self._say_plan()

    def _print_key(self) -> None:
        name, key, day = self.name.text().strip(), self.recovery.key, clocks.today(self.clock)
        self.operations.read(
            self, lambda: _recovery_sheet(name, key, day), self._print, self._refuse, key="sheet"
        )

    def _print(self, pdf: bytes) -> None:
        printing.ask_and_print([pdf], _("Recovery key"), self)
        self.recovery.proof.setFocus()

    # trying ----------------------------------------------------------------------------------------

    def _open_demo(self) -> None:
        dialog = DemoDialog(self.folder, self.clock, self.operations, self)
        dialog.made.connect(self.finished)
        dialog.open()

    # setting up ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Set the centre up; what is missing is said beside its field."""
        if not self.start_button.isEnabled() or self._has_problems():
            return
        self._work(working=True)
        folder, clock, key, request = self.folder, self.clock, self.recovery.key, self._request()
        self.operations.read(
            self, lambda: _set_up(folder, clock, request, key), self._finish, self._refuse, key="set-up"
        )

    def _has_problems(self) -> bool:
        self.banner.say("")
        proved = self.recovery.is_proved()
        if not proved:
            self.recovery.say_unproved()
        asked = (box for name, box in self.boxes.items() if name != "letter_prefix")
        empty = [box for box in asked if _is_empty(box)]
        for box in reversed(empty):  # the last one shown has the focus: the first of the form
            box.show_problem(_("Please fill this in."))
        if not empty and not self.plan:
            self.boxes["plan"].show_problem(_("Add a building with a room."), focus=False)
            self.plan_field.button.setFocus()
            return True
        if not empty and not proved:
            self.recovery.proof.setFocus()
        return bool(empty) or not proved

    def _request(self) -> SetUpCentre:
        from panpun_desktop.services.setting_up import SetUpCentre

        return SetUpCentre(
            name=self.name.text(),
            province=self.province.value() or "",
            manager_name=self.manager.text(),
            login=self.login.text(),
            password=self.password.text(),
            letter_prefix=self.prefix.text(),
            plan=self.plan,
        )

    def _work(self, *, working: bool) -> None:
        for one in (
            *self.boxes.values(),
            self.recovery,
            self.demo_button,
            self.restore_button,
            self.start_button,
        ):
            one.setEnabled(not working)
        if working:
            self.progress.wait_for(_("The encrypted data file is being made…"))
        else:
            self.progress.done()

    def _finish(self, session: Session) -> None:
        self._work(working=False)
        self.password.clear()
        self.recovery.show_key("")
        self.finished.emit(session)

    def _refuse(self, error: PanpunError) -> None:
        self._work(working=False)
        box = self.boxes.get(error.field or "")
        if box is not None:
            box.show_problem(message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)


def _beginning() -> Beginning:
    from panpun_desktop.services.setting_up import fresh_recovery_key, sample_plan

    return Beginning(sample_plan(), fresh_recovery_key())


def _set_up(folder: Path, clock: Clock, request: SetUpCentre, key: str) -> Session:
    from panpun_desktop.services.setting_up import set_up_centre

    return set_up_centre(folder, clock, request, key).session


def _recovery_sheet(name: str, key: str, day: date) -> bytes:
    from panpun_desktop.reports.recovery_key import recovery_sheet

    return recovery_sheet(name, key, day)


def _named(widget: W, name: str) -> W:
    widget.setObjectName(name)
    return widget


def _default(key: str) -> str:
    return str(setting_defaults()[key].default)


def _is_empty(box: FieldBox) -> bool:
    if isinstance(box.field, ChoiceBox):
        return box.field.value() is None
    return isinstance(box.field, LineField) and not box.field.text().strip()
