"""A bed for each member by hand: a free one, a share of another member's, or none for now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.common.i18n import _
from panpun_desktop.services.bed_rows import FreeBed
from panpun_desktop.views.admission.bed_places import Place
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Tone

_NONE, _BED, _SHARE = "none", "bed:", "share:"


Warnings = Mapping[str, tuple[str, ...]]
Look = Callable[[dict[str, Place], Callable[[Warnings], None]], None]
"""Asks what speaks against places, and gives it to the callable, by the keys of the members."""


class BedDialog(QDialog):
    """``places()`` are the beds chosen, by the keys of the members; ``look`` says what is against them."""

    def __init__(
        self,
        members: Sequence[tuple[str, str]],
        beds: Sequence[FreeBed],
        now: dict[str, Place],
        uses: dict[str, str],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._names, self._look = dict(members), look
        self.setObjectName("bedDialog")
        self.setWindowTitle(_("Beds for them"))
        self.setMinimumWidth(440)
        self._labels = {bed.bed_id: bed.label for bed in beds}
        self._hosts = {_code(one): one.label for one in now.values() if one.host_stay_id is not None}
        self._boxes: dict[str, FieldBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(ThaiLabel(_("A bed for each person"), role="title"))
        for number, (key, name) in enumerate(members, 1):
            options = [*_options(key, members, beds, uses), *_with_host(now.get(key))]
            box = ChoiceBox(options)
            box.setObjectName(f"bedChoice{number}")
            box.set_value(_code(now.get(key)))
            if box.value() is None:
                box.set_value(_NONE)
            box.chosen.connect(lambda _code: self._look(self.places(), self._warn))
            self._boxes[key] = FieldBox(name, box)
            column.addWidget(self._boxes[key])
        self.warning = Banner("", Tone.WARN)
        column.addWidget(self.warning)
        column.addLayout(self._buttons())
        look(now, self._warn)

    def _warn(self, found: Warnings) -> None:
        if not isValid(self):
            return
        lines = [f"{self._names[key]}: {' · '.join(reasons)}" for key, reasons in found.items()]
        self.warning.say("\n".join(lines), Tone.WARN)
        self.adjustSize()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(QuietButton(_("Cancel"), clicked=self.reject))
        self.take_button = MainButton(_("Use these beds"), clicked=self._take)
        self.take_button.setObjectName("takeBedsButton")
        row.addWidget(self.take_button)
        return row

    def _chosen(self, key: str) -> str:
        field = self._boxes[key].field
        assert isinstance(field, ChoiceBox)
        return field.value() or _NONE

    def _take(self) -> None:
        taken: set[str] = set()
        for key, box in self._boxes.items():
            code = self._chosen(key)
            if code.startswith(_BED) and code in taken:
                box.show_problem(_("Another person of this admission has this bed already."))
                return
            other = code.removeprefix(_SHARE)  # a member of the request, or somebody here already
            if code.startswith(_SHARE) and other in self._boxes and not self._chosen(other).startswith(_BED):
                box.show_problem(_("Whoever shares a bed needs someone who has one."))
                return
            taken.add(code)
        self.accept()

    def places(self) -> dict[str, Place]:
        """What was chosen for each member."""
        return {key: self._place(self._chosen(key)) for key in self._boxes}

    def _place(self, code: str) -> Place:
        if code.startswith(_BED):
            bed_id = int(code.removeprefix(_BED))
            return Place(bed_id, self._labels.get(bed_id, ""))
        if code.startswith(_SHARE):
            return Place(None, self._hosts.get(code, ""), shares_with=code.removeprefix(_SHARE))
        return Place()


def _with_host(place: Place | None) -> list[tuple[str, str]]:
    """The bed of somebody here already that was proposed to be shared."""
    if place is None or place.host_stay_id is None:
        return []
    return [(_code(place), _("Shares bed {bed}").format(bed=place.label))]


def _options(
    key: str, members: Sequence[tuple[str, str]], beds: Sequence[FreeBed], uses: dict[str, str]
) -> list[tuple[str, str]]:
    found = [(_NONE, _("Bed not chosen yet"))]
    share = _("Shares the bed of {name}")
    found += [(_SHARE + other, share.format(name=name)) for other, name in members if other != key]
    found += [(f"{_BED}{bed.bed_id}", _bed_words(bed, uses)) for bed in beds]
    return found


def _bed_words(bed: FreeBed, uses: dict[str, str]) -> str:
    return " · ".join(one for one in (bed.label, uses.get(bed.use, bed.use), bed.promised) if one)


def _code(place: Place | None) -> str:
    if place is None:
        return _NONE
    if place.bed_id is not None:
        return f"{_BED}{place.bed_id}"
    return f"{_SHARE}{place.shares_with}" if place.shares_with else _NONE
