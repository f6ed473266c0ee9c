"""What each fault is called, what was found, and the way out, as people in the office read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.rules.faults import Fault, Finding


@dataclass(frozen=True)
class Words:
    """Of one fault: its title, what was found, and what to do, with facts in braces."""

    title: str
    found: str
    way_out: str


_PUT_BACK = N_("Restore the newest backup. Keep the damaged file; it stays where it is.")
WORDS: dict[Fault, Words] = {
    Fault.UNREACHABLE: Words(
        N_("The data folder cannot be reached"),
        N_("The folder of the data is not there, is no folder, or may not be entered from this computer."),
        N_("If it is on a USB drive, plug it in and try again. Otherwise choose the folder of the data."),
    ),
    Fault.READ_ONLY: Words(
        N_("Nothing may be written in the data folder"),
        N_("The program can see the data but may not write there, so nothing you type could be kept."),
        N_(
            "Ask who looks after the computer for the right to write in this folder, or take the write "
            "protection off the drive. Then try again."
        ),
    ),
    Fault.DISK_FULL: Words(
        N_("The disk is full"),
        N_("There is no room on the disk, so nothing you type could be kept."),
        N_("Empty the bin or move large files (pictures, films) to another drive. Then try again."),
    ),
    Fault.DATABASE_MISSING: Words(
        N_("The data file is missing"),
        N_(
            "Other files of the centre are here, but the data file {name} is not. Somebody may have moved "
            "or deleted it."
        ),
        N_("Put {name} back (look in the bin too) and try again, or restore the newest backup."),
    ),
    Fault.DATABASE_DAMAGED: Words(
        N_("The data file is damaged"),
        N_("The file {name} is cut off or overwritten, as after a broken disk or an interrupted copy."),
        _PUT_BACK,
    ),
    Fault.DATABASE_FOREIGN: Words(
        N_("The data file is from another program"),
        N_("There is a file called {name}, but it is not a data file of this program."),
        N_("Choose the folder where the data are, or restore a backup. The strange file stays where it is."),
    ),
    Fault.DATABASE_OTHER: Words(
        N_("The key does not open the data file"),
        N_(
            "The password is right, but the data file is not the one that belongs to these keys, or its "
            "beginning is damaged."
        ),
        N_(
            "If the data file or keys.json was copied here from elsewhere, bring both files from the same "
            "place. Otherwise restore the newest backup."
        ),
    ),
    Fault.KEYS_MISSING: Words(
        N_("The key file is missing"),
        N_(
            "The data file is here, but {name} is not. Without it no password and no recovery key opens "
            "the data."
        ),
        N_("Put {name} back (look in the bin too) and try again, or restore a backup: it carries the keys."),
    ),
    Fault.KEYS_DAMAGED: Words(
        N_("The key file is damaged"),
        N_("The file {name} cannot be read. Without it no password and no recovery key opens the data."),
        N_("Restore a backup: it carries the keys. The damaged file stays where it is."),
    ),
    Fault.NEWER: Words(
        N_("The data are from a newer program"),
        N_("A newer version of the program has worked with these data. This version could harm them."),
        N_("Install the newest version of the program on this computer, then open it again."),
    ),
    Fault.NETWORK_DRIVE: Words(
        N_("The data are on a network drive"),
        N_("The data lie on another machine. When the network fails during writing, data can be lost."),
        N_("Move the data to this computer and use the network drive for backups only."),
    ),
    Fault.LITTLE_SPACE: Words(
        N_("Little room on the disk"),
        N_("Only {free} MB are free on the disk of the data."),
        N_("Empty the bin or move large files to another drive before it is full."),
    ),
    Fault.CLOCK_BACK: Words(
        N_("The clock of this computer is wrong"),
        N_("It says {now}, but the last act was recorded at {last}."),
        N_("Set the date and time right before working: nights and lengths of stay are counted by them."),
    ),
    Fault.ACTS_LOST: Words(
        N_("The data are older than they were"),
        N_("Act number {kept} was recorded here, but the data end at number {found} or differ."),
        N_("Tell the manager. Restore the newest backup, or do again what was done last and is missing."),
    ),
}


def title_of(finding: Finding) -> str:
    """The fault in a few words."""
    return _(WORDS[finding.fault].title)


def found_of(finding: Finding) -> str:
    """What was found, with its facts."""
    return _filled(WORDS[finding.fault].found, finding)


def way_out_of(finding: Finding) -> str:
    """What a person can do about it."""
    return _filled(WORDS[finding.fault].way_out, finding)


def strip_text(finding: Finding) -> str:
    """All of it in one line, for the strip above the work."""
    return f"{title_of(finding)}: {found_of(finding)} {way_out_of(finding)}"


def _filled(words: str, finding: Finding) -> str:
    return _(words).format_map({name: _shown(value) for name, value in finding.facts.items()})


def _shown(value: object) -> object:
    """Moments as the wall clock shows them; numbers with their thousands parted."""
    if isinstance(value, datetime):
        there = value.astimezone(BANGKOK)
        return f"{format_date(there.date())} {format_time(there)}"
    return f"{value:,}" if isinstance(value, int) else value
