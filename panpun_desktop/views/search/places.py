"""What lies inside the pages and can be gone to from the search: papers, parts of the settings, acts."""

from __future__ import annotations

from functools import partial

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.acts import act_text, may_act
from panpun_desktop.views.context import Context
from panpun_desktop.views.search.found import ICONS, STAY_ACTS, Command

# page, its argument, the value, words, icon, right
_PLACES = (
    ("documents", "kind", "monthly", N_("Monthly report"), "printer", "report.read"),
    ("documents", "kind", "census", N_("Daily list of residents"), "printer", "report.read"),
    ("documents", "kind", "transfer_letter", N_("Transfer letter"), "file-text", "document.issue"),
    ("documents", "kind", "intake_form", N_("Intake form"), "file-text", "document.issue"),
    ("documents", "kind", "voluntary", N_("Statement of free will"), "file-text", "document.issue"),
    ("documents", "kind", "blank", N_("Blank forms"), "file-text", "document.issue"),
    ("documents", "kind", "issued", N_("Issued papers"), "file-text", "document.read"),
    ("settings", "section", "centre", N_("Centre and letterhead"), "building", "setting.edit"),
    ("settings", "section", "buildings", N_("Buildings and beds"), "bed", "building.edit"),
    ("settings", "section", "holidays", N_("Holidays"), "calendar-event", "setting.read"),
    ("settings", "section", "limits", N_("Limits and counting"), "clipboard-list", "setting.edit"),
    ("settings", "section", "codes", N_("Code lists"), "notes", "setting.edit"),
    ("settings", "section", "agencies", N_("Agencies"), "map-pin", "setting.read"),
    ("settings", "section", "users", N_("Users"), "users", "user.read"),
    ("settings", "section", "account", N_("My account"), "user-circle", "setting.read"),
    ("settings", "section", "about", N_("About the program"), "info-circle", "setting.read"),
)


def places(context: Context) -> list[Command]:
    """Every place and act that the signed-in person may go to, offered once something is typed."""
    found = [
        Command(icon, _(words), partial(context.navigate, page, **{argument: value}), right, is_quiet=True)
        for page, argument, value, words, icon, right in _PLACES
    ]
    acts = [
        Command(ICONS[act], act_text(act), partial(_choose_first, context, act), is_quiet=True)
        for act in STAY_ACTS
        if may_act(context, act)
    ]
    return found + acts


def _choose_first(context: Context, act: str) -> None:
    """An act needs somebody: the list of those who stay, and what to do there."""
    context.navigate("residents", present=True)
    context.say(_("Choose the person, then: {act}").format(act=act_text(act)))
