"""What tiles say: figures, short marks, and whole sentences for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.words import over_words
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panpun_desktop.services.bed_rows import BedTile, Board

FREE, TAKEN, CLOSED = "free", "taken", "closed"
CLEAN = "CLEAN"
_SHARES = "shares"
_ABSENT = {"LEAVE": N_("leave"), "HOSPITAL": N_("hosp.")}
_ABSENT_LONG = {"LEAVE": N_("on overnight leave"), "HOSPITAL": N_("in hospital")}
_LEVELS = {"amber": Tone.WARN, "red": Tone.BAD, "blue": Tone.INFO, "reached": Tone.OK}


def day_figure(tile: BedTile) -> str:
    """9/10, or the day alone where nothing limits it; over by how much where a weekend hides it."""
    if tile.day is None:
        return ""
    if tile.limit is None:
        return str(tile.day)
    return over_words(tile.day, tile.limit, tile.days_over, tile.level) or f"{tile.day}/{tile.limit}"


def level_tone(tile: BedTile) -> Tone | None:
    """How loudly the figure speaks (R-TRI-2), or nothing."""
    return _LEVELS.get(tile.level)


def absent_mark(tile: BedTile) -> str:
    """ลา or รพ. for someone whose bed is kept."""
    return _(_ABSENT[tile.absent]) if tile.absent in _ABSENT else ""


def tile_name(tile: BedTile) -> str:
    """The name on a tile, with those who share the bed."""
    return " + ".join((tile.short_name, *tile.sharers))


def state_words(tile: BedTile) -> str:
    """ว่าง, มีผู้พัก, ปิดซ่อม with its reason, or why the sleeper is away."""
    if tile.state == FREE:
        return _("free") if not tile.reserved_for else reserved_words(tile)
    if tile.state == CLOSED:
        return " · ".join(one for one in (closed_word(tile), tile.closed_reason) if one)
    return _(_ABSENT_LONG[tile.absent]) if tile.absent in _ABSENT_LONG else _("taken")


def reserved_words(tile: BedTile) -> str:
    """จองไว้ให้ คำแก้ว ถึง 22 พ.ย. 2569 14:20 น."""
    words = _("reserved for {name}").format(name=tile.reserved_for)
    if tile.reserved_until is None:
        return words
    at = tile.reserved_until.astimezone(BANGKOK)
    until = _("held until {day} {time}").format(day=format_date(at.date(), "short"), time=f"{at:%H:%M}")
    return f"{words} · {until}"


def promise_words(tile: BedTile) -> str:
    """Whom a bed is promised to that somebody has, or for nights to come; empty without a promise."""
    now = reserved_words(tile) if tile.state == TAKEN and tile.reserved_for else ""
    return " · ".join(one for one in (now, tile.next_reserved_words) if one)


def promise_mark(tile: BedTile) -> str:
    """จอง 25 พ.ย. for a promise to come, จอง for one that somebody else sleeps in."""
    if tile.state == TAKEN and tile.reserved_for:
        return _("reserved mark")
    if tile.next_reserved_on is None:
        return ""
    day = format_date(tile.next_reserved_on, "short").rpartition(" ")[0]
    return _("reserved mark {day}").format(day=day)


def closed_word(tile: BedTile) -> str:
    """ปิด, or that it is being cleaned."""
    return _("being cleaned") if is_cleaned(tile) else _("closed")


def is_cleaned(tile: BedTile) -> bool:
    """Whether the bed is closed only until it is cleaned."""
    return tile.state == CLOSED and tile.block_kind == CLEAN


def spoken(tile: BedTile, services: Mapping[str, str]) -> str:
    """The whole tile as a sentence."""
    words = [_("Bed {label}").format(label=tile.full_label)]
    if tile.state == TAKEN:
        words += [tile.name, services.get(tile.service_type, ""), _day_words(tile)]
        words += [_("shares with {name}").format(name=one) for one in tile.sharers]
    if tile.state != TAKEN or tile.absent:
        words.append(state_words(tile))
    if tile.leaves_on is not None:
        words.append(_("is to leave on {day}").format(day=format_date(tile.leaves_on, "short")))
    if tile.moves_to:
        words.append(_("moves to {bed}").format(bed=tile.moves_to))
    if tile.comes_next:
        words.append(_("next: {name}").format(name=tile.comes_next))
    return ", ".join(one for one in words if one)


def _day_words(tile: BedTile) -> str:
    if tile.day is None:
        return ""
    text = _("day {day}").format(day=day_figure(tile))
    if tile.level == "red":
        return _("{day}, over the limit").format(day=text)
    return _("{day}, the last day").format(day=text) if tile.level == "amber" else text


def status_text(board: Board, room: int) -> str:
    """อาคารพัก 1: พักอยู่ 20 · ว่าง 12 · ปิดซ่อม 0, by building; all in one where ``room`` pixels are few.

    Beds to be cleaned are told apart; people are counted, so that who shares a bed is told besides.
    """
    counts: dict[str, list[str]] = {}
    for card in board.rooms:
        states = counts.setdefault(card.building, [])
        for tile in card.tiles:
            states.append(CLEAN if is_cleaned(tile) else tile.state)
            states.extend(_SHARES for _sharer in tile.sharers)
    text = _("{building}: {taken} staying · {free} free · {closed} closed")
    each = "    ".join(_counted(text, building, states) for building, states in counts.items())
    if len(counts) < 2 or QFontMetrics(theme.font(theme.HELP_PX)).horizontalAdvance(each) <= room:
        return each
    return _counted(text, _("All buildings"), [state for states in counts.values() for state in states])


def _counted(text: str, building: str, states: list[str]) -> str:
    taken, free, closed, cleaned, shares = (
        states.count(state) for state in (TAKEN, FREE, CLOSED, CLEAN, _SHARES)
    )
    told = [text.format(building=building, taken=taken + shares, free=free, closed=closed)]
    if cleaned:
        told.append(_("to be cleaned {n}").format(n=cleaned))
    if shares:
        told.append(_("sharing a bed {n}").format(n=shares))
    return " · ".join(told)
