"""The cards of the admission page, one below the other and side by side, scrolled to what is in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.views.admission.arrival_card import ArrivalCard
from panpun_desktop.views.admission.consent_card import ConsentCard
from panpun_desktop.views.admission.details_card import DetailsCard
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.admission.service_card import ServiceCard
from panpun_desktop.widgets.sheet import Sheet

_NARROW = 1000
"""Narrower than this the page stands in two columns: 125 % and 150 % of an office screen."""


class CardArea(QScrollArea):
    """Who comes above, then service, arrival and consent beside each other, then the details."""

    def __init__(
        self,
        people: PeopleCard,
        banners: Sequence[QWidget],
        lower: tuple[ServiceCard, ArrivalCard, ConsentCard],
        details: DetailsCard,
    ) -> None:
        super().__init__()
        self._people, self._cards_below = people, lower
        self._is_narrow = False
        self.setObjectName("pageScroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(220)
        self._sheet = Sheet()
        self._sheet.setObjectName("admissionCards")
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (people, *banners):
            column.addWidget(one)
        column.addSpacing(12)
        self._lower = QGridLayout()
        self._lower.setSpacing(12)
        self._place_cards(narrow=False)
        column.addLayout(self._lower)
        column.addSpacing(12)
        column.addWidget(details)
        column.addStretch(1)
        self.setWidget(self._sheet)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def fit(self, width: int) -> None:
        """Take as many columns as a page of this width has room for."""
        narrow = width < _NARROW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._place_cards(narrow=narrow)

    def _place_cards(self, *, narrow: bool) -> None:
        """Three cards side by side; where there is little room the last two stand below each other."""
        service, arrival, consent = self._cards_below
        self._people.set_narrow(narrow=narrow)
        self._lower.addWidget(service, 0, 0, 2 if narrow else 1, 1)
        self._lower.addWidget(arrival, 0, 1)
        self._lower.addWidget(consent, *((1, 1) if narrow else (0, 2)))
        for place, width in enumerate((1, 1, 0) if narrow else (400, 350, 350)):
            self._lower.setColumnStretch(place, width)

    def keep_still(self) -> None:
        """A strip comes or goes above what is in use: that stays where it is on the screen."""
        used = self.window().focusWidget()
        if used is None or not self._sheet.isAncestorOf(used):
            return
        before = used.mapTo(self.viewport(), used.rect().topLeft()).y()

        def follow() -> None:
            if isValid(used) and isValid(self):
                moved = used.mapTo(self.viewport(), used.rect().topLeft()).y() - before
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

        QTimer.singleShot(0, self, follow)

    def bring_into_view(self, one: QWidget) -> None:
        """Scroll to a part once one that has just appeared has its place."""
        QTimer.singleShot(0, one, lambda: self.ensureWidgetVisible(one, 0, 24))

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._sheet.isAncestorOf(now):
            self.bring_into_view(now)
