"""Closing a month, issuing an amended edition, opening it again: each asks for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.findings import WARN, Finding, FindingsCard
from panpun_desktop.widgets.fields import LineField, LongField
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.counted import Check


class _MonthDialog(FormDialog):
    """An act on one month."""

    WIDTH = 560

    def __init__(self, context: Context, month: date, parent: QWidget | None = None) -> None:
        self.month = month
        super().__init__(context, parent)

    def draft_key(self) -> str:
        """One draft for each month."""
        return f"{self.name}:{self.month:%Y-%m}"

    def text_of(self, name: str) -> str:
        """What was typed in a field."""
        return str(self.boxes[name].field.text()).strip()  # type: ignore[attr-defined]

    def _named(self, words: str) -> str:
        return words.format(month=month_label(self.month))


class CloseMonthDialog(_MonthDialog):
    """ปิดงวดเดือนและลงนาม: what does not agree, why it is closed all the same, who signs."""

    name = "closeMonth"

    def __init__(
        self,
        context: Context,
        month: date,
        parameters: Mapping[str, Any],
        checks: Sequence[Check],
        open_points: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        self.parameters = dict(parameters)
        self._wrong = [check for check in checks if not check.ok]
        self._points = open_points
        super().__init__(context, month, parent)

    def title(self) -> str:
        """What is done."""
        return self._named(_("Close {month} and sign"))

    def save_text(self) -> str:
        """The words of the main button."""
        return _("Close the month")

    def add_head(self, column: QVBoxLayout) -> None:
        """What does not agree, and what is still open."""
        from panpun_desktop.reports.monthly.data import check_title

        found = [Finding(WARN, Tone.BAD, check_title(one), one.detail) for one in self._wrong]
        found += [Finding(WARN, Tone.WARN, text) for text in self._points]
        card = FindingsCard(_("Look at this before closing"), tall=True)
        card.show_findings(found)
        column.addWidget(card)
        card.setVisible(bool(found))
        told = _(
            "Figures, lists and the paper are frozen. What is changed afterwards comes into the next "
            "statement as adjusted after closing."
        )
        column.addWidget(ThaiLabel(told, role="help", wrap=True))

    def build(self) -> None:
        """Signer and reason."""
        centre = self.context.centre
        self.add_field("signer_name", _("Certified by"), LineField(centre.signer_name))
        self.add_field("signer_position", _("Position"), LineField(centre.signer_position))
        label = _("Why it is closed with differences") if self._wrong else _("Remark (if any)")
        self.add_field("reason", label, LongField(lines=2))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """Close it."""
        from panpun_desktop.reports.monthly.closing import close

        work, actor, month = self.context.work, self.context.actor, self.month
        given = {**self.parameters, **_signer(self)}
        reason = self.text_of("reason")
        return lambda: close(work, actor, month, reason, given).changes


class AmendMonthDialog(_MonthDialog):
    """ออกฉบับแก้ไข: the register counts the month otherwise than it was sent."""

    name = "amendMonth"

    def __init__(
        self, context: Context, month: date, parameters: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        self.parameters = dict(parameters)
        super().__init__(context, month, parent)

    def title(self) -> str:
        """What is done."""
        return self._named(_("Amended edition of {month}"))

    def save_text(self) -> str:
        """The words of the main button."""
        return _("Issue the amended edition")

    def add_head(self, column: QVBoxLayout) -> None:
        """What becomes of the edition before."""
        told = _("The edition that was sent is kept. The new one lists every difference.")
        column.addWidget(ThaiLabel(told, role="help", wrap=True))

    def build(self) -> None:
        """Reason and signer."""
        centre = self.context.centre
        self.add_field("reason", _("Why it is amended"), LongField(lines=2))
        self.add_field("signer_name", _("Certified by"), LineField(centre.signer_name))
        self.add_field("signer_position", _("Position"), LineField(centre.signer_position))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """Issue it."""
        from panpun_desktop.reports.monthly.closing import amend

        work, actor, month = self.context.work, self.context.actor, self.month
        given = {**self.parameters, **_signer(self)}
        reason = self.text_of("reason")
        return lambda: amend(work, actor, month, reason, given).changes


class ReopenMonthDialog(_MonthDialog):
    """เปิดงวดอีกครั้ง: what was sent is kept, the figures are counted anew."""

    name = "reopenMonth"

    def title(self) -> str:
        """What is done."""
        return self._named(_("Open {month} again"))

    def save_text(self) -> str:
        """The words of the main button."""
        return _("Open the month again")

    def build(self) -> None:
        """A reason."""
        hint = _("It stands in the history of acts")
        self.add_field("reason", _("Why it is opened again"), LongField(lines=2), hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """Open it."""
        from panpun_desktop.services.month_closing import ReopenMonth, reopen_month

        work, actor = self.context.work, self.context.actor
        request = ReopenMonth(self.month, self.text_of("reason"))
        return lambda: reopen_month(work, actor, request)


def _signer(dialog: _MonthDialog) -> dict[str, str]:
    return {name: dialog.text_of(name) for name in ("signer_name", "signer_position")}
