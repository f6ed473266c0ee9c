"""Every number and mode that rules compare with, as one value made from the centre's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import pairwise
from typing import Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.seed import setting_defaults


@dataclass(frozen=True)
class AgeBand:
    """A report age band in full years; ``last`` None means and older."""

    code: str
    first: int
    last: int | None

    def holds(self, age: int) -> bool:
        """Say whether the age belongs to this band."""
        return self.first <= age and (self.last is None or age <= self.last)


@dataclass(frozen=True)
class Limits:
    """What the centre has set. Make one with ``from_settings``; the delivered values are data, not code."""

    trial_days: int
    trial_count_mode: str
    trial_warn_before: int
    trial_entries: int
    trial_year_mode: str
    trial_window_days: int
    min_nights_away: int
    course_floor_s: int
    course_floor_m: int
    course_floor_l: int
    course_count_mode: str
    course_break_unexcused: int
    course_max_leave_ratio: Decimal
    course_min_attendance: Decimal
    transit_days: int
    transit_count_entry_day: bool
    transit_warn_before: int
    adult_age: int
    elder_age: int
    near_threshold_years: int
    infant_age: int
    other_sex_room_age: int
    title_adult_age: int
    duplicate_warn_at: int
    duplicate_strong_at: int
    override_reason_min_length: int
    future_entry_hours: int
    age_bands: tuple[AgeBand, ...]
    report_count_leave: bool

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Limits:
        """Read the settings by key, typed or as text; what is missing takes the delivered default."""
        values = {one.name: _value(settings, one.name, str(one.type)) for one in fields(cls)}
        return cls(**values)

    @classmethod
    def delivered(cls) -> Limits:
        """The limits a centre starts with."""
        return cls.from_settings({})

    def course_floor(self, service: ServiceType) -> int:
        """The least days of a course (R-CRS-1); KeyError for what is no course."""
        floors = {
            ServiceType.COURSE_S: self.course_floor_s,
            ServiceType.COURSE_M: self.course_floor_m,
            ServiceType.COURSE_L: self.course_floor_l,
        }
        return floors[service]


_KEYS = {
    "min_nights_away": "trial.min_nights_away",
    "adult_age": "person.adult_age",
    "elder_age": "person.elder_age",
    "near_threshold_years": "person.near_threshold_years",
    "infant_age": "person.infant_age",
    "other_sex_room_age": "person.other_sex_room_age",
    "title_adult_age": "person.title_adult_age",
    "duplicate_warn_at": "person.duplicate_warn_at",
    "duplicate_strong_at": "person.duplicate_strong_at",
    "future_entry_hours": "override.future_entry_hours",
    "age_bands": "report.age_bands",
}


def setting_key(field_name: str) -> str:
    """The setting that a field of Limits is read from: ``trial_days`` is ``trial.days``."""
    return _KEYS.get(field_name, field_name.replace("_", ".", 1))


def read_age_bands(value: str | Iterable[str]) -> tuple[AgeBand, ...]:
    """Read bands such as ``0-5, 6-12, 60+``; they must start at 0, touch, and end open (else RuleBroken)."""
    texts = value.split(",") if isinstance(value, str) else list(value)
    bands = tuple(_band(text.strip().replace("–", "-")) for text in texts if text.strip())
    if not _cover_every_age(bands):
        raise RuleBroken("setting.age_bands", field="report.age_bands")
    return bands


def _band(text: str) -> AgeBand:
    first, _, last = text.removesuffix("+").partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        raise RuleBroken("setting.age_bands", field="report.age_bands")
    is_open = text.endswith("+")
    return AgeBand(text, int(first), None if is_open else int(last or first))


def _cover_every_age(bands: tuple[AgeBand, ...]) -> bool:
    if not bands or bands[0].first != 0 or bands[-1].last is not None:
        return False
    pairs = pairwise(bands)
    return all(one.last is not None and one.first <= one.last == two.first - 1 for one, two in pairs)


def _value(settings: Mapping[str, Any], field_name: str, type_name: str) -> Any:
    key = setting_key(field_name)
    value = settings[key] if key in settings else setting_defaults()[key].default
    try:
        return _READERS[type_name](value)
    except (ValueError, ArithmeticError, LookupError) as error:
        raise RuleBroken("setting.unreadable", field=key, key=key) from error


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}[value.strip().lower()]
    return bool(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": int,
    "str": str,
    "bool": _truth,
    "Decimal": lambda value: Decimal(str(value)),
    "tuple[AgeBand, ...]": read_age_bands,
}
