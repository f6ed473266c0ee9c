"""ขยายเวลา: why a stay goes on past its limit, and until when (R-OVR-1)."""

from __future__ import annotations

from collections.abc import Callable

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.acts.act_dialog import ActDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LongField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes


class ExtendDialog(ActDialog):
    """Asks for a reason, its details and the new day."""

    name = "extend"

    def title(self) -> str:
        return _("Extend the stay")

    def build(self) -> None:
        centre = self.context.centre
        codes = centre.active_codes.get("override_reason", ())
        self.code = ChoiceBox([(one, centre.label("override_reason", one)) for one in codes])
        self.text = LongField(lines=3)
        self.until = ThaiDateEdit(lambda: self.context.today)
        self.add_field("reason_code", _("Reason"), self.code)
        least = centre.limits.override_reason_min_length
        words = _("At least {least} characters; the manager sees it")
        if self.context.actor.role is Role.MANAGER:
            words = _("At least {least} characters")
        hint = words.format(least=least)
        self.add_field("reason", _("Details"), self.text, hint=hint)
        self.add_field("extend_to_on", _("Stays on until (if known)"), self.until)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.stays import ExtendStay, extend_stay

        given = GivenReason(self.code.value() or "", self.text.text().strip(), self.until.value())
        return self.run(extend_stay, ExtendStay(self.facts.stay_id, given))
