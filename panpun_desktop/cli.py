"""The command line: opens the window, or runs the same services without one (interfaces.md §1)."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop import __version__
from panpun_desktop.common.clock import Clock, FixedClock, SystemClock
from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.common.resources import default_data_folder

if TYPE_CHECKING:
    from panpun_desktop.services.import_result import ImportResult
    from panpun_desktop.services.session import Session

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
BUDDHIST_ABOVE = 2400
"""A year above this is พ.ศ."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or failed (one sentence on stderr), 2 wrong usage."""
    _speak_utf8()
    parser = _parser()
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(asked.act(asked, SystemClock()) or DONE)
    except PanpunError as refusal:
        return _refuse(message_of(refusal))
    except OSError as problem:
        return _refuse(
            _("The file {path} cannot be used: {why}").format(
                path=problem.filename or "", why=problem.strerror or type(problem).__name__
            )
        )
    except KeyboardInterrupt:
        return _refuse(_("Stopped."))


def _speak_utf8() -> None:
    """Thai on a console with another code page must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return REFUSED


# --- the verbs and their options ---------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="panpun", description=_("Runs the day of a shelter."))
    parser.add_argument("--version", action="version", version=f"panpun {__version__}")
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help=_("folder of the centre"))
    parser.add_argument("--user", metavar="NAME", help=_("sign-in name"))
    parser.add_argument("--password-file", type=Path, metavar="FILE", help=_("file with the password"))
    parser.set_defaults(act=_open_window)
    verbs = parser.add_subparsers(metavar="VERB")
    _setup_options(_verb(verbs, "setup", _set_up, _("set up an empty centre")))
    _demo_options(_verb(verbs, "demo", _demo, _("make a demonstration centre")))
    importing = verbs.add_parser("import", help=_("bring an earlier register in")).add_subparsers(
        required=True, metavar="KIND"
    )
    _import_options(_verb(importing, "stays", _import_stays, _("stays from a CSV")))
    _import_options(_verb(importing, "register", _import_register, _("a register from a spreadsheet")))
    _attendance_options(_verb(importing, "attendance", _import_attendance, _("an attendance sheet")))
    reporting = verbs.add_parser("report", help=_("a report as PDF or JSON")).add_subparsers(
        required=True, metavar="KEY"
    )
    _report_options(_verb(reporting, "monthly", _report_monthly, _("the month's statement")), "month", _month)
    attended = _verb(reporting, "attendance", _report_attendance, _("attendance of a class"))
    attended.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    attended.add_argument("--month", type=_month, default=None, metavar="MONTH")
    _outputs(attended)
    _report_options(_verb(reporting, "census", _report_census, _("who slept here")), "day", _day)
    nfe = _verb(reporting, "nfe", _report_nfe, _("the learners of a school term"))
    nfe.add_argument("--term", required=True, help=_("the term, for example 1/2569"))
    _outputs(nfe)
    writing = verbs.add_parser("letter", help=_("a letter as PDF")).add_subparsers(
        required=True, metavar="KEY"
    )
    _letter_options(_verb(writing, "transfer", _letter_transfer, _("a transfer letter")))
    _class_options(_verb(writing, "certificate", _letter_certificate, _("certificates of a class")))
    _class_options(_verb(writing, "transcript", _letter_transcript, _("transcripts of a class")))
    exporting = verbs.add_parser("export", help=_("the register as a workbook")).add_subparsers(
        required=True, metavar="KIND"
    )
    writing_out = _verb(exporting, "register", _export_register, _("the register as a workbook"))
    writing_out.add_argument("file", type=Path, metavar="FILE.xlsx")
    writing_out.add_argument("--present", action="store_true", help=_("only those who stay"))
    checking = _verb(verbs, "check", _check, _("check the file, the audit and the nights"))
    checking.add_argument("--json", type=Path, metavar="F")
    touring = _verb(verbs, "tour", _tour, _("pictures of the window through a day"))
    touring.add_argument("out", type=Path, metavar="OUTDIR")
    return parser


def _verb(verbs: Any, name: str, act: Callable[..., int | None], help: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    parser.set_defaults(act=act)
    return parser


def _setup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, metavar="N")
    parser.add_argument("--province", required=True, metavar="P")
    parser.add_argument("--plan", type=Path, metavar="FILE.toml")


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=_positive, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=_day, default=None, metavar="DATE")


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--profile", type=Path, metavar="P.toml")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--json", type=Path, metavar="OUT")


def _attendance_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    parser.add_argument("--month", type=_month, default=None, metavar="MONTH")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--json", type=Path, metavar="OUT")


def _report_options(parser: argparse.ArgumentParser, what: str, read: Callable[[str], date]) -> None:
    parser.add_argument(what, type=read, metavar=what.upper())
    _outputs(parser)


def _outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, metavar="F")
    parser.add_argument("--json", type=Path, metavar="F")


def _class_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    parser.add_argument("--person", metavar="REGNO")
    parser.add_argument("--issue", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="F")


def _letter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar="REGNO")
    parser.add_argument("--to", required=True, metavar="AGENCY")
    parser.add_argument("--issue", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="F")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("a number from 1 on"))
    return number


def _day(text: str) -> date:
    """``2569-10-31`` or ``2026-10-31``: a year over 2400 is พ.ศ."""
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return _gregorian(year, month, day)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a day such as 2569-10-31")) from error


def _month(text: str) -> date:
    """``2569-10`` or ``2026-10``: the first day of the month."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return _gregorian(year, month, 1)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a month such as 2569-10")) from error


def _gregorian(year: int, month: int, day: int) -> date:
    from panpun_desktop.common.thai_date import from_be

    return from_be(year, month, day) if year > BUDDHIST_ABOVE else date(year, month, day)


# --- acts --------------------------------------------------------------------------------------


def _folder(asked: argparse.Namespace) -> Path:
    return asked.data if asked.data is not None else default_data_folder()


def _password(asked: argparse.Namespace) -> str:
    if asked.password_file is not None:
        return _first_line(asked.password_file)
    try:
        return getpass.getpass(_("Password: "))
    except EOFError as nobody:
        raise RuleBroken("cli.password_missing") from nobody


def _first_line(path: Path) -> str:
    try:
        first, *_rest = path.read_text(encoding="utf-8-sig").splitlines() or [""]
    except UnicodeDecodeError as error:
        raise RuleBroken("cli.password_unreadable", path=path.name) from error
    return first


def _login(asked: argparse.Namespace) -> str:
    if not asked.user:
        raise RuleBroken("cli.user_missing")
    return str(asked.user)


def _signed_in(asked: argparse.Namespace, clock: Clock) -> Session:
    from panpun_desktop.services.session import is_set_up, sign_in

    if not is_set_up(_folder(asked)):
        raise RuleBroken("cli.not_set_up", folder=str(_folder(asked)))
    return sign_in(_folder(asked), clock, _login(asked), _password(asked))


def _write_json(path: Path | None, content: Mapping[str, Any]) -> None:
    if path is not None:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _open_window(asked: argparse.Namespace, clock: Clock) -> int:
    if not _has_screen():
        raise RuleBroken("cli.no_screen")
    from panpun_desktop import app

    return app.open_window(_folder(asked), clock)


def _has_screen() -> bool:
    """Qt itself would end the program without a word that people understand."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _set_up(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.setting_up import SetUpCentre, read_plan, set_up_centre

    login = _login(asked)
    request = SetUpCentre(
        name=asked.name,
        province=asked.province,
        manager_name=login,
        login=login,
        password=_password(asked),
        plan=read_plan(asked.plan) if asked.plan else (),
    )
    made = set_up_centre(_folder(asked), clock, request)
    made.session.work.close()
    print(_("The centre is ready. Write the recovery key down and keep it in a safe place:"))
    print(made.recovery_key)


def _demo(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.demonstration import DemoCentre, make_demonstration

    until = asked.until
    chosen = FixedClock.at(until, hour=14) if until is not None else clock
    made = make_demonstration(_folder(asked), chosen, DemoCentre(people=asked.people, seed=asked.seed))
    print(
        _("Demonstration centre: {people} people, {stays} stays, {present} present.").format(
            people=made.people, stays=made.stays, present=made.present
        )
    )
    print(
        _("Users: {users}; the password of all is {password}.").format(
            users=", ".join(made.logins), password=made.password
        )
    )


def _import_stays(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.import_profile import Profile, read_profile
    from panpun_desktop.services.stay_imports import ImportStays, import_stays

    profile = read_profile(asked.profile) if asked.profile else Profile()
    session = _signed_in(asked, clock)
    request = ImportStays(asked.file, profile, asked.dry_run, asked.strict)
    result = import_stays(session.work, session.actor, request)
    session.work.close()
    return _say_imported(asked, result)


def _import_attendance(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.attendance_import_rows import LookAtAttendance
    from panpun_desktop.services.attendance_imports import import_attendance
    from panpun_desktop.services.cohort_finding import cohort_named

    session = _signed_in(asked, clock)
    chosen = cohort_named(session.work, session.actor, asked.cohort)
    request = LookAtAttendance(asked.file, chosen.id, asked.month)
    done = import_attendance(session.work, session.actor, request, dry_run=asked.dry_run)
    if done.look is not None:
        _write_json(asked.json, done.look.as_json())
    session.work.close()
    print(done.summary)


def _import_register(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.import_profiles import profile_named
    from panpun_desktop.services.register_imports import import_file

    session = _signed_in(asked, clock)
    work, by = session.work, session.actor
    profile = profile_named(work, by, asked.profile)
    result = import_file(work, by, asked.file, profile, asked.dry_run, asked.strict, _show_progress)
    work.close()
    return _say_imported(asked, result)


def _show_progress(done: int, of: int) -> None:
    """A line on a terminal that counts up; nothing where the output is kept."""
    if sys.stderr.isatty():
        end = "\n" if done >= of else ""
        print(f"\r{100 * done // max(of, 1):3d} %", end=end, file=sys.stderr, flush=True)


def _say_imported(asked: argparse.Namespace, result: ImportResult) -> int:
    from panpun_desktop.services.import_result import said_of

    _write_json(asked.json, result.as_json())
    print("\n".join(said_of(result)))
    if asked.strict and result.refused:
        return _refuse(_("Nothing was imported: {n} lines were refused.").format(n=len(result.refused)))
    if asked.dry_run:
        print(_("This was a trial run: nothing was kept."))
    return DONE


def _export_register(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.people_rows import PeopleFilter
    from panpun_desktop.services.register_export import ExportRegister, export_register

    session = _signed_in(asked, clock)
    chosen = PeopleFilter(present_only=asked.present)
    words = (_("only those who stay"),) if asked.present else ()
    try:
        count = export_register(
            session.work, session.actor, ExportRegister(asked.file, chosen, filter_words=words)
        )
    finally:
        session.work.close()
    print(_("{count} people in {path}").format(count=count, path=asked.file))


def _report_monthly(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "monthly", {"month": asked.month})


def _report_census(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "census", {"day": asked.day})


def _report_nfe(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "nfe", {"term": asked.term})


def _report_attendance(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.cohort_finding import cohort_named

    session = _signed_in(asked, clock)
    chosen = cohort_named(session.work, session.actor, asked.cohort)
    _write_report(asked, session, "attendance_summary", {"cohort_id": chosen.id, "month": asked.month})


def _report(asked: argparse.Namespace, clock: Clock, key: str, parameters: Mapping[str, Any]) -> None:
    _write_report(asked, _signed_in(asked, clock), key, parameters)


def _write_report(
    asked: argparse.Namespace, session: Session, key: str, parameters: Mapping[str, Any]
) -> None:
    from panpun_desktop.reports import runner

    if asked.json is not None or asked.pdf is None:
        _write_json(asked.json, runner.facts(session.work, session.actor, key, parameters))
    if asked.pdf is not None:
        asked.pdf.write_bytes(runner.render(session.work, session.actor, key, parameters).pdf)
    session.work.close()
    for path in (asked.json, asked.pdf):
        if path is not None:
            print(_("Written: {path}").format(path=path))


def _letter_transfer(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.reports import runner
    from panpun_desktop.services.agencies import find_agency
    from panpun_desktop.services.regnos import person_of_regno

    session = _signed_in(asked, clock)
    work, by = session.work, session.actor
    agency = find_agency(work, by, asked.to)
    parameters = {"person_id": person_of_regno(work, by, asked.person), "agency_id": agency.id}
    if asked.issue:
        issued = runner.issue(work, by, "transfer_letter", parameters)
        pdf, said = issued.pdf, _("Issued number {number}").format(number=issued.number)
    else:
        pdf = runner.render(work, by, "transfer_letter", parameters).pdf
        said = _("Draft without a number")
    work.close()
    if asked.pdf is not None:
        asked.pdf.write_bytes(pdf)
    print(said)


def _letter_certificate(asked: argparse.Namespace, clock: Clock) -> None:
    _letters_of_class(asked, clock, "certificate")


def _letter_transcript(asked: argparse.Namespace, clock: Clock) -> None:
    _letters_of_class(asked, clock, "transcript")


def _letters_of_class(asked: argparse.Namespace, clock: Clock, key: str) -> None:
    from panpun_desktop.reports.class_papers import draft_class, issue_class
    from panpun_desktop.services.cohort_finding import cohort_named
    from panpun_desktop.services.regnos import person_of_regno

    session = _signed_in(asked, clock)
    work, by = session.work, session.actor
    chosen = cohort_named(work, by, asked.cohort)
    person = person_of_regno(work, by, asked.person) if asked.person else None
    made = (issue_class if asked.issue else draft_class)(work, by, key, chosen.id, person)
    work.close()
    if asked.pdf is not None:
        asked.pdf.write_bytes(made.pdf)
    print(made.summary)


def _check(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.checks import check_centre

    session = _signed_in(asked, clock)
    results = check_centre(session.work, session.actor)
    session.work.close()
    is_clean = all(result.ok for result in results)
    found = [{"id": result.id, "ok": result.ok, "detail": result.detail} for result in results]
    _write_json(asked.json, {"ok": is_clean, "checks": found})
    for result in results:
        print(f"{'ok  ' if result.ok else 'FAIL'} {result.id} {result.detail}".rstrip())
    return DONE if is_clean else _refuse(_("The check found faults."))


def _tour(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop import tour
    from panpun_desktop.services.session import is_set_up

    login = password = ""
    if asked.data is not None:
        if not is_set_up(asked.data):
            raise RuleBroken("cli.not_set_up", folder=str(asked.data))
        login, password = _login(asked), _password(asked)
    count = tour.run(asked.out, asked.data, clock, login, password)
    print(_("{count} pictures in {path}").format(count=count, path=asked.out))
