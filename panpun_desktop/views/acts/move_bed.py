"""ย้ายเตียง: another bed, the bed of someone of the family, or none, from a night on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.act_dialog import ActDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import FreeBed

NO_BED, SHARES = "none", "share:"


class MoveBedDialog(ActDialog):
    """Offers the beds that are free from the night on; what speaks against one is shown, not refused."""

    name = "moveBed"

    def title(self) -> str:
        has_bed = bool(self.facts.panel.row.bed)
        return _("Move to another bed") if has_bed else _("Give a bed")

    def build(self) -> None:
        self.bed = ChoiceBox()
        self.bed.chosen.connect(self._look_at)
        self.add_field("bed", _("Bed"), self.bed)
        self.warning = Banner("", Tone.WARN)
        self.form.addWidget(self.warning)
        self.from_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.from_on.set_value(self.context.today)
        self.from_on.changed.connect(lambda _known: self._read_beds())
        self.add_field("from_on", _("From the night of"), self.from_on)
        self.reason = LineField()
        self.add_field("reason", _("Reason (if any)"), self.reason)
        self._read_beds()

    def _night(self) -> date:
        return self.from_on.value() or self.context.today

    def _read_beds(self) -> None:
        from panpun_desktop.services import beds

        work, actor, night, stay_id = self.context.work, self.context.actor, self._night(), self.facts.stay_id
        self.context.operations.read(
            self, lambda: beds.free_beds(work, actor, night, stay_id), self._show_beds, self._say, key="beds"
        )

    def _show_beds(self, found: tuple[FreeBed, ...]) -> None:
        uses = self.context.centre.codes.get("room_use", {})
        options = [
            (
                str(one.bed_id),
                " · ".join(w for w in (one.label, uses.get(one.use, one.use), one.promised) if w),
            )
            for one in found
        ]
        for panel in self.facts.family:
            if panel.row.bed:
                words = _("Shares the bed of {name} ({bed})")
                text = words.format(name=panel.row.name, bed=panel.row.bed)
                options.append((f"{SHARES}{panel.row.stay_id}", text))
        if self.facts.panel.row.bed:
            options.append((NO_BED, _("No bed for now")))
        self.bed.set_options(options)
        self.boxes["bed"].set_hint("" if found else _("No bed is free on this night"))

    def _look_at(self, chosen: str | None) -> None:
        from panpun_desktop.services import beds

        self.warning.say("")
        if not chosen or not chosen.isdigit():
            return
        work, actor, stay_id, bed_id = self.context.work, self.context.actor, self.facts.stay_id, int(chosen)
        night = self._night()
        self.context.operations.read(
            self,
            lambda: beds.fit_warnings(work, actor, stay_id, bed_id, night),
            self._warn,
            self._say,
            key="fit",
        )

    def _warn(self, reasons: tuple[str, ...]) -> None:
        self.warning.say(" · ".join(reasons), Tone.WARN)
        self.fit()

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.beds import MoveBed, move_bed

        chosen = self.bed.value()
        if chosen is None:
            raise RuleBroken("bed.missing", field="bed")
        shares = int(chosen.removeprefix(SHARES)) if chosen.startswith(SHARES) else None
        request = MoveBed(
            self.facts.stay_id,
            self.facts.stay_version,
            int(chosen) if chosen.isdigit() else None,
            self._night(),
            self.reason.text(),
            shares,
        )
        return self.run(move_bed, request)
