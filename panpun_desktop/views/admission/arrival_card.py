"""Card 3: how and when they came, and where they will sleep (R-INT-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.clock import local
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.intake import needs_agency
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.views.admission.bed_button import BedButton
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, SuggestField, ThaiDateEdit, TimeEdit

if TYPE_CHECKING:
    from panpun_desktop.services.agencies import AgencyRow

SELF = "SELF"


class ArrivalCard(Card):
    """``changed`` follows every key; ``day_changed`` a new day of arrival."""

    changed = Signal()
    day_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("3 · Way in and bed"), parent, padding=9)
        self.setObjectName("arrivalCard")
        self.context = context
        self._agencies: dict[str, int] = {}
        self._wanted_agency: int | None = None
        self._is_told = False
        """Somebody typed the day or the time of coming."""
        self.body.setSpacing(4)
        self._make_fields()
        self._lay_out()
        self._listen()
        self.clear()

    def _make_fields(self) -> None:
        self.channel = ChoiceBox(_channels(self.context))
        self.agency = SuggestField()
        self.brought_by = LineField()
        self.day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.time = TimeEdit()
        self.bed = BedButton()
        named = ("channel", "agency", "brought_by", "day", "time", "bed")
        for name in named:
            words = name.split("_")
            getattr(self, name).setObjectName(words[0] + "".join(map(str.title, words[1:])) + "Field")

    def _lay_out(self) -> None:
        self.channel_box = FieldBox(_("Way of coming"), self.channel)
        self.agency_box = FieldBox(_("Sending agency"), self.agency)
        self.brought_box = FieldBox(_("Brought by"), self.brought_by)
        self.day_box = FieldBox(_("Day of admission"), self.day)
        self.time_box = FieldBox(_("Time"), self.time)
        self.bed_box = FieldBox(_("Room and bed"), self.bed)
        self.body.addWidget(self.channel_box)
        self.body.addLayout(_beside((self.agency_box, 3), (self.brought_box, 2)))
        self.body.addLayout(_beside((self.day_box, 1), (self.time_box, 1)))
        self.body.addWidget(self.bed_box)
        self.body.addStretch(1)

    def _listen(self) -> None:
        for one in (self.channel, self.agency, self.brought_by, self.day, self.time):
            one.edited.connect(self.changed)
        for told in (self.day, self.time):
            told.edited.connect(self._tell)
        self.channel.chosen.connect(lambda _code: self._show_needed())
        self.day.changed.connect(lambda _day: self.day_changed.emit())

    def _show_needed(self) -> None:
        channel = self.channel.value() or ""
        self.agency_box.setVisible(needs_agency(channel))
        self.brought_box.setVisible(channel not in ("", SELF))

    def show_agencies(self, rows: tuple[AgencyRow, ...]) -> None:
        """Suggest the agencies of the directory; any other name may be typed."""
        self._agencies = {row.name: row.id for row in rows}
        self.agency.set_suggestions(tuple(self._agencies))
        self._show_wanted()

    def show_channel(self, channel: str) -> None:
        """Show a way of coming that is known already."""
        self.channel.set_value(channel)
        self._show_needed()

    def show_agency(self, agency_id: int) -> None:
        """Show an agency of the directory, as soon as the directory has been read."""
        self._wanted_agency = agency_id
        self._show_wanted()

    def _show_wanted(self) -> None:
        wanted = self._wanted_agency
        name = next((one for one, id in self._agencies.items() if id == wanted), "")
        if name:
            self._wanted_agency = None
            self.agency.setText(name)

    def agency_asked(self) -> tuple[int | None, str]:
        """The agency of the directory, or the name of a new one; nothing where none is asked for."""
        if not needs_agency(self.channel.value() or ""):
            return None, ""
        name = " ".join(self.agency.text().split())
        known = self._agencies.get(name)
        return (known, "") if known is not None else (None, name)

    def clear(self) -> None:
        """Now, and by themselves."""
        self.channel.set_value(SELF)
        self.agency.setText("")
        self.brought_by.setText("")
        self._show_now()
        for box in self.boxes():
            box.clear_problem()
        self._show_needed()

    def _show_now(self) -> None:
        self._is_told = False
        self.day.set_value(self.context.today)
        self.time.set_value(local(self.context.clock).time().replace(second=0, microsecond=0))

    def _tell(self) -> None:
        self._is_told = True

    def catch_up(self) -> None:
        """Show now again where nobody said when they came: the card may have stood here for hours."""
        if not self._is_told:
            self._show_now()

    def boxes(self) -> tuple[FieldBox, ...]:
        """Every field with its label."""
        return (
            self.channel_box,
            self.agency_box,
            self.brought_box,
            self.day_box,
            self.time_box,
            self.bed_box,
        )

    def unreadable(self) -> tuple[FieldBox, str] | None:
        """The first field that cannot be read, with the sentence about it."""
        for box, problem in ((self.day_box, self.day.problem()), (self.time_box, self.time.problem())):
            if problem:
                return box, problem
        return None

    def focus_first(self) -> None:
        """Go to the way of coming."""
        self.channel.setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> dict[str, str | None]:
        """The card as typed."""
        texts = {name: getattr(self, name).text() for name in ("agency", "brought_by", "day", "time")}
        return {"channel": self.channel.value(), **texts}

    def show_draft(self, kept: dict[str, str | None]) -> None:
        """Show the card of a draft; its time stands, for it is when they came."""
        self._is_told = True
        self.channel.set_value(kept.get("channel"))
        for name in ("agency", "brought_by", "day", "time"):
            getattr(self, name).setText(kept.get(name) or "")
        self.day.settle()
        self._show_needed()


def _channels(context: Context) -> list[tuple[str, str]]:
    """The ways that may be chosen; the one for imported stays is none."""
    imported = {one.code for one in code_lists()["channel"].codes if one.extra.get("imported")}
    centre = context.centre
    codes = [code for code in centre.active_codes["channel"] if code not in imported]
    return [(code, centre.label("channel", code)) for code in codes]


def _beside(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for one, stretch in parts:
        row.addWidget(one, stretch)
    return row
