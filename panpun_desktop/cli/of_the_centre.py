"""Commands about the centre as a whole: set up, demonstration, check, tour."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from panpun_desktop.cli.asking import (
    DONE,
    day,
    folder_of,
    login_of,
    password_of,
    positive,
    refuse,
    require_centre,
    require_sound,
    signed_in,
    verb,
    write_json,
)
from panpun_desktop.cli.check_words import check_line
from panpun_desktop.common.clock import Clock, FixedClock
from panpun_desktop.common.i18n import N_, _

_WAY_OUT = N_(
    "The check found faults. Stop working, keep the files as they are and restore the newest sound backup "
    "(panpun restore FILE, or “Restore a backup” in the window). See “When something is wrong” in the README."
)


def add_verbs(verbs: Any) -> None:
    """setup, demo, check, tour."""
    _setup_options(verb(verbs, "setup", _set_up, _("set up an empty centre")))
    _demo_options(verb(verbs, "demo", _demo, _("make a demonstration centre")))
    checking = verb(verbs, "check", _check, _("check the file, the audit and the nights"))
    checking.add_argument("--json", type=Path, metavar="F")
    touring = verb(verbs, "tour", _tour, _("pictures of the window through a day"))
    touring.add_argument("out", type=Path, metavar="OUTDIR")
    touring.add_argument(
        "--help-pictures", choices=("check", "renew"), help=_("which pictures of the help are out of date")
    )


def _setup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, metavar="N")
    parser.add_argument("--province", required=True, metavar="P")
    parser.add_argument("--plan", type=Path, metavar="FILE.toml")


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=positive, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=day, default=None, metavar="DATE")


def _set_up(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.passwords import delivered_length
    from panpun_desktop.services.setting_up import SetUpCentre, read_plan, set_up_centre

    require_sound(folder_of(asked), clock)
    login, password = login_of(asked), password_of(asked)
    is_short = len(password) < delivered_length()
    request = SetUpCentre(
        name=asked.name,
        province=asked.province,
        manager_name=login,
        login=login,
        password=password,
        serves_once=is_short,
        plan=read_plan(asked.plan) if asked.plan else (),
    )
    made = set_up_centre(folder_of(asked), clock, request)
    made.session.work.close()
    if is_short:
        print(_("The password is short: the window asks for a longer one at the first sign-in."))
    print(_("The centre is ready. Write the recovery key down and keep it in a safe place:"))
    print(made.recovery_key)


def _demo(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.reports.monthly.demonstration import close_earlier
    from panpun_desktop.services.demonstration import DemoCentre, make_demonstration

    require_sound(folder_of(asked), clock)
    until = asked.until
    chosen = FixedClock.at(until, hour=14) if until is not None else clock
    request = DemoCentre(people=asked.people, seed=asked.seed)
    made = make_demonstration(folder_of(asked), chosen, request, then=close_earlier)
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


def _check(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.checks import check_centre

    session = signed_in(asked, clock)
    results = check_centre(session.work, session.actor)
    session.work.close()
    is_clean = all(result.ok for result in results)
    found = [{"id": result.id, "ok": result.ok, "detail": result.detail} for result in results]
    write_json(asked.json, {"ok": is_clean, "checks": found})
    for result in results:
        print(check_line(result))
    return DONE if is_clean else refuse(_(_WAY_OUT))


def _tour(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop import tour

    login = password = ""
    if asked.data is not None:
        require_centre(asked.data, clock)
        login, password = login_of(asked), password_of(asked)
    count = tour.run(asked.out, asked.data, clock, login, password)
    print(_("{count} pictures in {path}").format(count=count, path=asked.out))
    return _compare_help_pictures(asked.out, asked.help_pictures) if asked.help_pictures else DONE


def _compare_help_pictures(out: Path, wanted: str) -> int:
    from panpun_desktop.tour.help_pictures import renew_pictures, stale_pictures

    if wanted == "renew":
        for name in renew_pictures(out):
            print(_("Made anew: {name}").format(name=name))
    stale = stale_pictures(out)
    for name in stale:
        print(_("Out of date: {name}").format(name=name))
    return refuse(_("Pictures of the help are out of date.")) if stale else DONE
