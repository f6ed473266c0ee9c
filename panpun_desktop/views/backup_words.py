"""Backups in words: when, how old, how large, where, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common import moments
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from panpun_desktop.services.backups import BackupState

_PLACES = {
    "here": N_("This computer"),
    "second": N_("Second place"),
    "chosen": N_("A file somebody saved"),
    "outside": N_("Outside the centre"),
}
_OCCASIONS = {
    "close": N_("The program was closed"),
    "timed": N_("By itself"),
    "asked": N_("Somebody asked"),
    "upgrade": N_("Before an upgrade"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = ((2**30, N_("{size} GB")), (2**20, N_("{size} MB")), (2**10, N_("{size} KB")))


@dataclass(frozen=True)
class Sign:
    """What the shell says of backups; without words there is nothing to say."""

    text: str = ""
    tone: Tone = Tone.BAD
    tip: str = ""


def moment(at: datetime | None) -> str:
    """Day and time in the office; "" for none."""
    return "" if at is None else moments.moment(at)


def age_words(age: timedelta) -> str:
    """How long ago, in the largest unit that fits."""
    seconds = max(0, int(age.total_seconds()))
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return _("{n} minutes ago").format(n=seconds // 60)
    if seconds < 2 * _DAY:
        return _("{n} hours ago").format(n=seconds // _HOUR)
    return _("{n} days ago").format(n=seconds // _DAY)


def size_words(size: int) -> str:
    """Bytes in a unit that people know."""
    for least, words in _UNITS:
        if size >= least:
            return _(words).format(size=f"{size / least:,.1f}")
    return _("{size} bytes").format(size=size)


def place_words(place: str) -> str:
    """Where a backup lies."""
    return _(_PLACES[place]) if place in _PLACES else place


def occasion_words(occasion: str) -> str:
    """Why it was made; a file that the data do not know says nothing."""
    return _(_OCCASIONS[occasion]) if occasion in _OCCASIONS else "–"


def sign_of(state: BackupState, now: datetime, *, may_set: bool = False) -> Sign:
    """The red sign when there is no fresh backup, a quieter one for the second place.

    Who ``may_set`` a second place is also told that there is none, or one that helps little.
    """
    if state.is_old and state.newest_at is None:
        return Sign(_("Never backed up"), Tone.BAD, _("There is no sound backup of the data."))
    if state.is_old and state.newest_at is not None:
        return Sign(
            _("Last backup {age}").format(age=age_words(now - state.newest_at)),
            Tone.BAD,
            _("The newest sound backup is of {at}.").format(at=moment(state.newest_at)),
        )
    if state.is_second_old:
        return Sign(_("Second place is old"), Tone.WARN, second_words(state, now))
    wanting = _wanting(state) if may_set else ""
    return Sign(wanting, Tone.INFO, second_words(state, now)) if wanting else Sign()


def _wanting(state: BackupState) -> str:
    """What the second place does not do yet."""
    if not state.second_place:
        return _("No second place")
    if state.second_at is None:
        return _("No copy in the second place")
    return "" if state.is_second_apart else _("Second place on the same drive")


def second_words(state: BackupState, now: datetime) -> str:
    """How the second place stands, in a sentence."""
    if not state.second_place:
        return _("Not set. If this computer is lost, so are the backups in it.")
    if state.second_at is None:
        words = _("No backup has come there yet.")
    else:
        words = _("Newest backup {at}, {age}").format(
            at=moment(state.second_at), age=age_words(now - state.second_at)
        )
    if state.is_second_apart:
        return words
    warned = _("On the same drive as the data: if the drive is lost, so is the copy.")
    return f"{words} · {warned}"
