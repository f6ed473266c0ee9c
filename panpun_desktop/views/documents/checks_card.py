"""The checks of a report as findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.views.documents.findings import OK, WARN, Finding, FindingsCard
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.rules.counted import Check


class ChecksCard(FindingsCard):
    """ตรวจความถูกต้อง: every check of the figures on the paper; ``show`` opens the stays of one."""

    def __init__(self, show: Callable[[str, tuple[int, ...]], object] | None = None) -> None:
        super().__init__(_("Checks"), tall=True)
        self._show = show

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show the checks of what was drawn; nothing when it could not be."""
        found = [self._opening(check, _finding(check)) for one in drawn for check in one.values.checks]
        self.show_findings(found)
        wrong = sum(one.tone is Tone.BAD for one in found)
        words = ngettext("{count} does not agree", "{count} do not agree", wrong).format(count=wrong)
        self.set_count(words if wrong else "", Tone.BAD)

    def _opening(self, check: Check, found: Finding) -> Finding:
        """A check that stumbled over stays opens them."""
        show = self._show
        if not check.stay_ids or show is None:
            return found
        return replace(found, act_text=_("Open"), act=lambda: show(found.text, tuple(check.stay_ids)))


def _finding(check: Check) -> Finding:
    from panpun_desktop.reports.monthly.data import MISSING, check_title

    if check.id == MISSING and check.detail:
        return Finding(WARN, Tone.WARN, _("Facts are not complete"), check.detail)
    if check.ok:
        return Finding(OK, Tone.OK, check_title(check), check.detail)
    return Finding(WARN, Tone.BAD, check_title(check), check.detail)
