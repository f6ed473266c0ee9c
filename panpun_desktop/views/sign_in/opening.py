"""Opening the centre for somebody: the session, and what every page needs to know of the centre.

Everything here runs in a worker; the services come in when they are first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.session import Session


@dataclass(frozen=True)
class Opened:
    """Someone signed in, and what every page needs to know of the centre."""

    session: Session
    centre: Centre
    typed: str = field(default="", repr=False)
    """The password just typed, while another one has to be chosen in its place; kept nowhere else."""


def open_as(folder: Path, clock: Clock, login: str, password: str) -> Opened:
    """Open the centre as a user."""
    from panpun_desktop.services.session import sign_in

    session = sign_in(folder, clock, login, password)
    return replace(with_centre(session), typed=password if session.must_change_password else "")


def open_kept(folder: Path, clock: Clock, login: str) -> Opened:
    """Open the centre with the password that the operating system keeps."""
    from panpun_desktop.services.os_keyring import sign_in_kept

    return with_centre(sign_in_kept(folder, clock, login))


def with_centre(session: Session) -> Opened:
    """A session together with its centre."""
    return Opened(session, centre_of(session.work, session.actor))


def centre_of(work: Any, actor: Any) -> Centre:
    """What the centre decides, read now."""
    from panpun_desktop.services.centre import centre

    return centre(work, actor)
