"""The strip over a protected person's record: what may be told to nobody, and what may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.protection import open_protection
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel


class ProtectionStrip(Banner):
    """Hidden for everybody who is not protected; ``show_person`` with each panel shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.WARN, (), parent)
        self.setObjectName("protectionStrip")
        self._context = context

    def show_person(self, panel: PersonPanel) -> None:
        """Say how the person is protected."""
        if panel.is_covered:
            self._show_covered(panel.row.id)
        elif panel.is_restricted:
            self._show_protected(panel.row.id)
        else:
            self.say("")

    def _show_covered(self, person_id: int) -> None:
        acts = []
        if self._context.may("person.break_glass"):
            acts.append((_("Open with a reason…"), lambda: self._open("open_masked", person_id)))
        self.say(
            _("Masked: what is known of this person is shown to those alone who need it."), Tone.WARN, acts
        )

    def _show_protected(self, person_id: int) -> None:
        acts = []
        if self._context.may("person.restrict"):
            acts.append((_("Protection…"), lambda: self._open("restrict", person_id)))
        words = (_("Masked"), _("Tell nobody outside the centre."))
        self.say(" ".join((" · ".join(words), outside_answer())), Tone.BAD, acts)

    def _open(self, act: str, person_id: int) -> None:
        open_protection(self._context, act, person_id, self)


def outside_answer() -> str:
    """What callers hear whether or not somebody is here (R-SAF-2)."""
    return _("To callers say only: “The centre cannot give information about its service users.”")
