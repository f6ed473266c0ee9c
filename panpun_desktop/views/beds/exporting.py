"""The bed table as a workbook: what the filters show, with the night it is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name, refusal
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date, in_file_name
from panpun_desktop.views.beds import words
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.saving import ask_place, tell_saved

if TYPE_CHECKING:
    from panpun_desktop.services.table_export import ExportTable
    from panpun_desktop.views.beds.table import BedLine


def export_beds(
    context: Context, lines: Sequence[BedLine], night: date, filter_words: Sequence[str], window: QWidget
) -> None:
    """Ask for a place and write the lines there; what went wrong is said at the bottom."""
    name = _("Beds of the night {day}").format(day=in_file_name(night))
    place = ask_place(file_name(name, ending="xlsx"), window)
    if place is not None:
        _write(context, _request(context, lines, night, filter_words, place), window)


def _write(context: Context, request: ExportTable, window: QWidget) -> None:
    def write() -> int | OSError:
        from panpun_desktop.services.table_export import export_table

        try:
            return export_table(context.work, context.actor, request)
        except OSError as problem:
            return problem

    def say(result: int | OSError) -> None:
        place = request.path
        if isinstance(result, OSError):
            context.say(message_of(refusal(result, place, is_there=place.exists())))
        else:
            told = _("{count} beds written to {name}")
            tell_saved(place, window, told.format(count=f"{result:,}", name=place.name))

    def refuse(error: PanpunError) -> None:
        context.say(message_of(error))

    context.operations.read(window, write, say, refuse, key="export")


def _request(
    context: Context, lines: Sequence[BedLine], night: date, filter_words: Sequence[str], place: Path
) -> ExportTable:
    from panpun_desktop.services.table_export import ExportTable, Table

    titles = (
        *(_("Bed"), _("Building"), _("Sleeper"), _("Register no."), _("Kind of service"), _("Day")),
        *(_("State"), _("Is to leave on"), _("Use")),
    )
    return ExportTable(
        place,
        Table.BEDS,
        _("Beds of the night {day}").format(day=format_date(night, "short")),
        titles,
        tuple(_cells(context, line) for line in lines),
        tuple(one.tile.person_id for one in lines if one.tile.person_id is not None),
        tuple(filter_words),
    )


def _cells(context: Context, line: BedLine) -> tuple[str | int | date | None, ...]:
    tile, centre = line.tile, context.centre
    return (
        tile.full_label,
        line.building_name,
        " + ".join(one for one in (tile.name, *tile.sharers) if one),
        tile.regno,
        centre.short("service_type", tile.service_type or None),
        words.day_figure(tile),
        line.state,
        tile.leaves_on,
        centre.label("room_use", line.use),
    )
