"""What the centre decides: its name and letterhead, limits, code lists; read by every screen and paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AuditChange, Code, Holiday, Setting, StoredFile
from panpun_desktop.rules.counting import target_of
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.names import register_number
from panpun_desktop.rules.seed import SettingDefault, setting_defaults, setting_groups
from panpun_desktop.rules.working_days import WorkingCalendar
from panpun_desktop.services.changes import Changes
from panpun_desktop.store import outside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

LOGO = "centre.logo"
_PATTERNS = (
    "document.register_pattern",
    "document.letter_pattern",
    "document.certificate_pattern",
    "document.transcript_pattern",
    "document.memo_pattern",
    "document.receipt_pattern",
    "document.incoming_pattern",
    "privacy.request_pattern",
    "privacy.breach_pattern",
)
_CENTRE_TABLES = ("setting", "code", "holiday", "stored_file")
_LAST_DECISION = select(func.max(AuditChange.entry_id)).where(AuditChange.entity.in_(_CENTRE_TABLES))


@dataclass(frozen=True)
class SettingRow:
    """One setting as the settings screen shows it."""

    key: str
    group: str
    group_label: str
    label: str
    help: str
    unit: str
    kind: str
    """text, long_text, number, ratio (percent), yes_no, choice or date."""
    choices: tuple[tuple[str, str], ...]
    """(stored value, Thai label) for kind choice."""
    value: Any
    default: Any


@dataclass(frozen=True)
class EditSettings:
    """New values by key; each is checked for kind and range before any is saved.

    ``seen`` are the values that were shown: one that someone else changed meanwhile is not overwritten.
    """

    values: Mapping[str, Any]
    seen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Centre:
    """The centre's decisions as one value; read again after a change."""

    name: str
    short_name: str
    province: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    letter_prefix: str
    signer_name: str
    signer_position: str
    go_live_on: date | None
    limits: Limits
    calendar: WorkingCalendar
    codes: Mapping[str, Mapping[str, str]]
    """List -> code -> Thai label, offered or not, in order."""
    short_codes: Mapping[str, Mapping[str, str]]
    active_codes: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, Any]
    logo: bytes | None

    def label(self, list: str, code: str | None) -> str:
        """The Thai label of a code; a code nobody knows is shown as it is stored."""
        return "" if code is None else self.codes.get(list, {}).get(code, code)

    def offered(self, list: str) -> tuple[str, ...]:
        """The Thai labels of the codes that are offered, in order."""
        return tuple(self.label(list, code) for code in self.active_codes.get(list, ()))

    def short(self, list: str, code: str | None) -> str:
        """The short Thai label for chips, the long one where there is none."""
        if code is None:
            return ""
        return self.short_codes.get(list, {}).get(code) or self.label(list, code)


_cache: dict[str, tuple[int, Centre]] = {}


def centre(work: UnitsOfWork, by: Actor) -> Centre:
    """Read the centre's decisions."""
    with work.reading(by, "setting.read") as session:
        return read_centre(session)


def read_centre(session: Session) -> Centre:
    """The centre's decisions inside a unit of work; read anew only after someone changed them."""
    stamp = _stamp(session)
    where = str(session.connection().engine.url)
    known = _cache.get(where)
    if known is None or known[0] != stamp:
        known = (stamp, _read(session))
        _cache[where] = known
    return known[1]


def _stamp(session: Session) -> int:
    """The last audited change of what the centre decides; the same in every process."""
    return session.scalar(_LAST_DECISION) or 0


def _read(session: Session) -> Centre:
    settings = read_settings(session)
    labels, shorts, active = _read_codes(session)
    logo = session.scalar(select(StoredFile.content).where(StoredFile.key == LOGO))
    return Centre(
        name=settings["centre.name"],
        short_name=settings["centre.short_name"],
        province=settings["centre.province"],
        address_lines=tuple(line.strip() for line in settings["centre.address"].splitlines() if line.strip()),
        phone=settings["centre.phone"],
        email=settings["centre.email"],
        letter_prefix=settings["document.letter_prefix"],
        signer_name=settings["centre.signer_name"],
        signer_position=settings["centre.signer_position"],
        go_live_on=_day(settings["centre.go_live_on"]),
        limits=Limits.from_settings(settings),
        calendar=WorkingCalendar(_days_off(session, settings["centre.province"])),
        codes=labels,
        short_codes=shorts,
        active_codes=active,
        settings=settings,
        logo=logo,
    )


def read_settings(session: Session) -> dict[str, Any]:
    """Every setting by key: what the centre set, else the delivered default."""
    found = {key: json.loads(value) for key, value in session.execute(select(Setting.key, Setting.value))}
    return {key: found.get(key, given.default) for key, given in setting_defaults().items()}


def _read_codes(
    session: Session,
) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    rows = session.execute(
        select(Code.list, Code.code, Code.label, Code.short_label, Code.is_active).order_by(
            Code.list, Code.position
        )
    )
    labels: dict[str, dict[str, str]] = {}
    shorts: dict[str, dict[str, str]] = {}
    active: dict[str, tuple[str, ...]] = {}
    for name, code, label, short, offered in rows:
        labels.setdefault(name, {})[code] = label
        shorts.setdefault(name, {})[code] = short
        if offered:
            active[name] = (*active.get(name, ()), code)
    return labels, shorts, active


def _days_off(session: Session, province: str) -> Iterable[date]:
    """The days that hold for the centre's province (R-TRA-1, R-HOL-4)."""
    rows = session.execute(select(Holiday.day, Holiday.provinces).where(Holiday.applies_to == "state"))
    return [day for day, provinces in rows if not provinces or province in provinces.split(",")]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def list_settings(work: UnitsOfWork, by: Actor) -> tuple[SettingRow, ...]:
    """Every setting in the order of the screen."""
    groups = setting_groups()
    with work.reading(by, "setting.read") as session:
        values = read_settings(session)
    return tuple(_row(given, values[given.key], groups) for given in setting_defaults().values())


def _row(given: SettingDefault, value: Any, groups: Mapping[str, str]) -> SettingRow:
    choices = tuple((choice["value"], choice["label"]) for choice in given.choices)
    return SettingRow(
        given.key,
        given.group,
        groups[given.group],
        given.label,
        given.help,
        given.unit,
        given.kind,
        choices,
        value,
        given.default,
    )


def edit_settings(work: UnitsOfWork, by: Actor, request: EditSettings) -> Changes:
    """Save new values; the first that does not fit its kind or range is refused with its key as field."""
    checked = {key: _checked(key, value) for key, value in request.values.items()}
    second = str(checked.get("backup.second_place", "")).strip()
    if second:
        _require_second_place(work, Path(second).expanduser())
    with work.writing(by, "setting.edit") as session:
        before = read_settings(session)
        for key, seen in request.seen.items():
            if before[key] not in (seen, checked.get(key)):
                raise EditConflict("record.changed_by_someone_else", field=key, kind="Setting")
        Limits.from_settings({**before, **checked})
        changed = {key: value for key, value in checked.items() if before[key] != value}
        for key, value in changed.items():
            put_setting(session, key, value)
    return Changes(settings=frozenset(changed), summary=_("Settings saved"))


def _require_second_place(work: UnitsOfWork, second: Path) -> None:
    from panpun_desktop.services.backup_keeping import require_outside  # it reads the settings

    require_outside(second, work.database.path.parent)


def put_setting(session: Session, key: str, value: Any) -> None:
    """Write one checked value inside a unit of work."""
    row = session.get(Setting, key)
    text = json.dumps(value, ensure_ascii=False)
    if row is None:
        session.add(Setting(key=key, value=text))
    else:
        row.value = text


def _checked(key: str, value: Any) -> Any:
    """The value in its kind, or RuleBroken beside the field."""
    given = setting_defaults().get(key)
    if given is None:
        raise RuleBroken("setting.unknown", key=key)
    try:
        read = _KINDS.get(given.kind, str)(value)
    except (TypeError, ValueError) as error:
        raise RuleBroken("setting.unreadable", field=key, key=given.label) from error
    if given.min is not None and Decimal(read) < given.min:
        raise RuleBroken("setting.too_small", field=key, key=given.label, least=given.min)
    if given.kind == "choice" and read not in {choice["value"] for choice in given.choices}:
        raise RuleBroken("setting.unreadable", field=key, key=given.label)
    if key in _PATTERNS:
        _require_usable_pattern(key, read)
    elif key == "report.ministry_target":
        target_of(read, 0)
    elif key == "backup.outside_recipient" and read:
        outside.require_recipient(read.strip())
    return read


def _require_usable_pattern(key: str, pattern: str) -> None:
    """A pattern must give every paper or person a number of its own."""
    try:
        first, second = (register_number(pattern, 2569, number, "ก.") for number in (1, 2))
    except RuleBroken as error:
        raise RuleBroken("setting.number_pattern", field=key, pattern=pattern) from error
    if first == second:
        raise RuleBroken("setting.number_pattern", field=key, pattern=pattern)


def _whole(value: Any) -> int:
    from panpun_desktop.common.thai_text import from_thai_digits

    return int(from_thai_digits(str(value).strip()))


def _decimal_text(value: Any) -> str:
    from panpun_desktop.common.thai_text import from_thai_digits

    try:
        return str(Decimal(from_thai_digits(str(value).strip())))
    except InvalidOperation as error:
        raise ValueError(value) from error


def _date_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return date.fromisoformat(value).isoformat() if value else ""


_KINDS: dict[str, Any] = {"number": _whole, "ratio": _decimal_text, "yes_no": bool, "date": _date_text}
