"""Commands that bring lists in and take the register out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import DONE, month, refuse, signed_in, verb, write_json
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _

if TYPE_CHECKING:
    from panpun_desktop.services.import_result import ImportResult


def add_verbs(verbs: Any) -> None:
    """import stays, register, attendance, earlier; export register."""
    importing = verbs.add_parser("import", help=_("bring an earlier register in")).add_subparsers(
        required=True, metavar="KIND"
    )
    _import_options(verb(importing, "stays", _import_stays, _("stays from a CSV")))
    _import_options(verb(importing, "register", _import_register, _("a register from a spreadsheet")))
    _attendance_options(verb(importing, "attendance", _import_attendance, _("an attendance sheet")))
    earlier = verb(importing, "earlier", _import_earlier, _("figures of months before the program"))
    earlier.add_argument("file", type=Path, metavar="FILE")
    earlier.add_argument("--dry-run", action="store_true")
    earlier.add_argument("--reason", default="", metavar="R", help=_("why counted months are typed"))
    earlier.add_argument("--json", type=Path, metavar="OUT")
    exporting = verbs.add_parser("export", help=_("the register as a workbook")).add_subparsers(
        required=True, metavar="KIND"
    )
    writing_out = verb(exporting, "register", _export_register, _("the register as a workbook"))
    writing_out.add_argument("file", type=Path, metavar="FILE.xlsx")
    writing_out.add_argument("--present", action="store_true", help=_("only those who stay"))


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--profile", type=Path, metavar="P.toml")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--reason", default="", metavar="R", help=_("why closed months are changed"))
    parser.add_argument("--json", type=Path, metavar="OUT")


def _attendance_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    parser.add_argument("--month", type=month, default=None, metavar="MONTH")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--json", type=Path, metavar="OUT")


def _import_stays(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.import_profile import Profile, read_profile
    from panpun_desktop.services.stay_imports import ImportStays, import_stays

    profile = read_profile(asked.profile) if asked.profile else Profile()
    session = signed_in(asked, clock)
    request = ImportStays(asked.file, profile, asked.dry_run, asked.strict)
    with session.work.because(asked.reason) as work:
        result = import_stays(work, session.actor, request)
    session.work.close()
    return _say_imported(asked, result)


def _import_attendance(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.attendance_import_rows import LookAtAttendance
    from panpun_desktop.services.attendance_imports import import_attendance
    from panpun_desktop.services.cohort_finding import cohort_named

    session = signed_in(asked, clock)
    chosen = cohort_named(session.work, session.actor, asked.cohort)
    request = LookAtAttendance(asked.file, chosen.id, asked.month)
    done = import_attendance(session.work, session.actor, request, dry_run=asked.dry_run)
    if done.look is not None:
        write_json(asked.json, done.look.as_json())
    session.work.close()
    print(done.summary)


def _import_register(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.import_profiles import profile_named
    from panpun_desktop.services.register_imports import import_file

    session = signed_in(asked, clock)
    work, by = session.work, session.actor
    profile = profile_named(work, by, asked.profile)
    with work.because(asked.reason):
        result = import_file(work, by, asked.file, profile, asked.dry_run, asked.strict, _show_progress)
    work.close()
    return _say_imported(asked, result)


def _import_earlier(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services import earlier_import

    session = signed_in(asked, clock)
    try:
        request = earlier_import.ImportEarlier(asked.file, asked.reason, asked.dry_run)
        done = earlier_import.import_earlier(session.work, session.actor, request)
    finally:
        session.work.close()
    write_json(asked.json, done.as_json())
    print("\n".join(done.lines()))
    if asked.dry_run:
        print(_("This was a trial run: nothing was kept."))


def _show_progress(done: int, of: int) -> None:
    """A line on a terminal that counts up; nothing where the output is kept."""
    if sys.stderr.isatty():
        end = "\n" if done >= of else ""
        print(f"\r{100 * done // max(of, 1):3d} %", end=end, file=sys.stderr, flush=True)


def _say_imported(asked: argparse.Namespace, result: ImportResult) -> int:
    from panpun_desktop.services.import_result import said_of

    write_json(asked.json, result.as_json())
    print("\n".join(said_of(result)))
    if asked.strict and result.refused:
        return refuse(_("Nothing was imported: {n} lines were refused.").format(n=len(result.refused)))
    if asked.dry_run:
        print(_("This was a trial run: nothing was kept."))
    return DONE


def _export_register(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.people_rows import PeopleFilter
    from panpun_desktop.services.register_export import ExportRegister, export_register

    session = signed_in(asked, clock)
    chosen = PeopleFilter(present_only=asked.present)
    words = (_("only those who stay"),) if asked.present else ()
    try:
        count = export_register(
            session.work, session.actor, ExportRegister(asked.file, chosen, filter_words=words)
        )
    finally:
        session.work.close()
    print(_("{count} people in {path}").format(count=count, path=asked.file))
