"""The offer that an infant who joins a family sleeps with somebody grown of it (domain.md R-FAM-2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox

if TYPE_CHECKING:
    from panpun_desktop.services.bed_sharing import ShareBed, SharingOffer

_KEEPS = "keeps"


class BedShareField(ChoiceBox):
    """``offered`` says whether there is something to choose; without an own bed the first is taken."""

    offered = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offer: SharingOffer | None = None
        self._asked: tuple[int, int, date] | None = None

    def ask(self, person_id: int | None, with_person_id: int | None, on: date) -> None:
        """Look whether the person is an infant whom somebody of the other's family can take into bed."""
        asked = None if person_id is None or with_person_id is None else (person_id, with_person_id, on)
        if asked == self._asked:
            return
        self._asked = asked
        self._take(None)
        if asked is None:
            return
        person, other, day = asked
        work, actor = self._context.work, self._context.actor

        def query() -> SharingOffer | None:
            from panpun_desktop.services.bed_sharing import offer_to_share

            return offer_to_share(work, actor, person, other, day)

        self._context.operations.read(
            self,
            query,
            lambda offer: self._take(offer) if asked == self._asked else None,
            lambda _error: None,  # without an offer the family is joined all the same
            key="share",
        )

    def _take(self, offer: SharingOffer | None) -> None:
        self._offer = offer
        if offer is not None:
            share = _("Shares the bed of {name} ({bed})")
            hosts = [(str(one.stay_id), share.format(name=one.name, bed=one.bed)) for one in offer.hosts]
            keeps = _("Stays in bed {bed}").format(bed=offer.bed) if offer.bed else _("No bed for now")
            self.set_options([*hosts, (_KEEPS, keeps)])
            self.set_value(_KEEPS if offer.bed else hosts[0][0])
        self.offered.emit(offer is not None)

    def request(self) -> ShareBed | None:
        """What was chosen, for the act."""
        from panpun_desktop.services.bed_sharing import ShareBed

        host = self.value()
        if self._offer is None or host is None or host == _KEEPS:
            return None
        return ShareBed(self._offer.stay_id, self._offer.stay_version, int(host))
