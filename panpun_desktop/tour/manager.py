"""The manager's pages: settings, section by section."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk

_SECTIONS = ("centre", "buildings", "holidays", "limits", "letters", "backup", "users")


def settings(walk: Walk) -> None:
    """The manager takes the chair; each section as far as there is one."""
    if walk.manager:
        walk.sign_out()
        walk.sign_in(*walk.manager)
    if not walk.has("settings"):
        return
    walk.open("settings")
    for name in _SECTIONS:
        if walk.hand.sees(f"{name}SettingsNavigation"):
            walk.hand.click(f"{name}SettingsNavigation")
            walk.picture(f"settings-{name}")
    if walk.hand.sees("backupSettingsNavigation"):
        _restoring(walk)


def _restoring(walk: Walk) -> None:
    """What is asked before a backup is put back."""
    walk.hand.click("backupSettingsNavigation")
    walk.hand.click("restoreBackupButton")
    walk.picture("restore")
    walk.hand.press("Esc")
    walk.hand.wait()
